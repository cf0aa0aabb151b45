using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Persistence;
using PreExam.Server.Audit;
using PreExam.Server.Platform;

namespace PreExam.Server.Pages;

/// <summary>
/// Whose pages these are: the applicant's own, and, once they were handed in, those who examine for the case's department. Everybody
/// else is told that there are none. Every look by staff is noted.
/// </summary>
internal static class PageAccess
{
    public static async Task<Page?> FindPage(this PreExamDb db, ClaimsPrincipal user, Guid caseId, Guid pageId, CancellationToken cancellation)
    {
        var pages = db.Pages.AsNoTracking().Where(p => p.Id == pageId && p.CaseId == caseId);
        if (user.HasClaim(Caller.KindClaim, "person"))
        {
            var person = user.Id();
            return await pages.Where(p => db.Cases.Any(c => c.Id == caseId && c.ApplicantId == person)).SingleOrDefaultAsync(cancellation);
        }

        if (!user.Has(Caller.Caseworker) && !user.Has(Caller.Supervisor) && !user.Has(Caller.WindowClerk)) return null;
        var department = user.Department();
        return await pages.Where(p => db.Cases.Any(c => c.Id == caseId && c.Department == department && p.AddedInRound <= c.Round))
            .SingleOrDefaultAsync(cancellation);
    }

    public static async Task NoteView(this PreExamDb db, ClaimsPrincipal user, Page page, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!user.HasClaim(Caller.KindClaim, "staff")) return;
        db.Note(user, "page.viewed", "page", page.Id, now, new { caseId = page.CaseId });
        await db.SaveChangesAsync(cancellation);
    }
}
