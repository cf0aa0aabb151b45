using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Persistence;
using PreExam.Server.Audit;
using PreExam.Server.Platform;

namespace PreExam.Server.Accounts;

/// <summary>
/// The person leaves. Personal values go in one transaction; blobs, which now have no page, go with the next sweep. Answers to consent
/// texts and audit rows stay: they prove what was allowed, and carry nothing but ids that lead nowhere any more.
/// </summary>
internal static class Erasure
{
    private static readonly CaseState[] Ended = [CaseState.Redirected, CaseState.HandedOver, CaseState.Withdrawn, CaseState.Lapsed];

    public static void MapErasure(this IEndpointRouteBuilder api) => api
        .MapDelete("/me", Erase).WithName("EraseMe").WithSummary("Erases the signed-in person; open cases have to be withdrawn first.")
        .ProducesProblem(409).RequireAuthorization(Caller.Applicant);

    internal static async Task<Results<NoContent, ProblemHttpResult>> Erase(
        ClaimsPrincipal user, PreExamDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var (id, now) = (user.Id(), clock.GetUtcNow());
        var open = await db.Cases.Where(c => c.ApplicantId == id && !Ended.Contains(c.State)).Select(c => c.Id).ToListAsync(cancellation);
        if (open.Count > 0) return Problems.Of("case_open", [.. open.Select(c => c.ToString())]);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == id && p.ErasedAt == null, cancellation);
        if (person is null) return Problems.Of("signed_out");

        var cases = await db.Cases.Where(c => c.ApplicantId == id).ToListAsync(cancellation);
        foreach (var ended in cases) ended.ForgetApplicant();
        var ids = cases.Select(c => c.Id).ToList();
        await db.Pages.Where(p => ids.Contains(p.CaseId)).ExecuteDeleteAsync(cancellation);
        await db.CounterPasses.Where(p => ids.Contains(p.CaseId)).ExecuteDeleteAsync(cancellation);
        await db.Notices.Where(n => n.PersonId == id).ExecuteDeleteAsync(cancellation);
        await db.Grants.Where(g => g.PersonId == id).ExecuteDeleteAsync(cancellation);
        await db.RefreshTokens.Where(t => t.Subject == id).ExecuteDeleteAsync(cancellation);

        person.Erase($"erased-{Guid.NewGuid():N}", now);
        db.Note(user, "person.erased", "person", id, now, new { Cases = ids.Count });
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.NoContent();
    }
}
