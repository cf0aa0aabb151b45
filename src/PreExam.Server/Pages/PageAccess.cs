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

        if (!MayExamine(user)) return null;
        var department = user.Department();
        return await pages.Where(p => db.Cases.Any(c => c.Id == caseId && c.Department == department && p.AddedInRound <= c.Round))
            .SingleOrDefaultAsync(cancellation);
    }

    /// <summary>The case with its pages as they are handed in, in the order of its materials; without a case for those who may not see it.</summary>
    public static async Task<(Case? Case, IReadOnlyList<Page> Pages)> FindPages(this PreExamDb db, ClaimsPrincipal user, Guid caseId, CancellationToken cancellation)
    {
        var cases = db.Cases.AsNoTracking().Where(c => c.Id == caseId);
        var isPerson = user.HasClaim(Caller.KindClaim, "person");
        if (!isPerson && !MayExamine(user)) return (null, []);
        var (me, department) = (user.Id(), isPerson ? "" : user.Department());
        var found = await (isPerson ? cases.Where(c => c.ApplicantId == me) : cases.Where(c => c.Department == department && c.Round > 0)).SingleOrDefaultAsync(cancellation);
        if (found is null) return (null, []);
        var pages = await db.Pages.AsNoTracking().Where(p => p.CaseId == caseId && p.RemovedAt == null && (isPerson || p.AddedInRound <= found.Round)).ToListAsync(cancellation);
        string[] order = [.. found.Materials.Select(m => m.Slot)];
        return (found, [.. pages.OrderBy(p => Array.IndexOf(order, p.Slot)).ThenBy(p => p.Id)]);
    }

    public static async Task NoteView(this PreExamDb db, ClaimsPrincipal user, Page page, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!user.HasClaim(Caller.KindClaim, "staff")) return;
        db.Note(user, "page.viewed", "page", page.Id, now, new { caseId = page.CaseId });
        await db.SaveChangesAsync(cancellation);
    }

    private static bool MayExamine(ClaimsPrincipal user) => user.Has(Caller.Caseworker) || user.Has(Caller.Supervisor) || user.Has(Caller.WindowClerk);
}
