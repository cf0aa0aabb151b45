using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PreExam.Domain.Cases;
using PreExam.Persistence;
using PreExam.Persistence.Blobs;
using PreExam.Server.Platform;

namespace PreExam.Server.Cases;

/// <summary>Whether the pages of a submission may be frozen: looked at by the machine, or waited for long enough; and still there.</summary>
internal sealed class SubmissionPages(IServiceScopeFactory scopes, IBlobStore blobs, IOptions<CaseOptions> options, TimeProvider clock)
{
    /// <summary>What a page takes when all goes well, told to those who have to wait.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Waits a while for pages that are still being processed. Outside any transaction, since the workers need the database too, and by a
    /// context of its own, since what it reads is old when the submission begins.
    /// </summary>
    public async Task Wait(Guid caseId, ClaimsPrincipal user, CancellationToken cancellation)
    {
        if (options.Value.WaitForPages == TimeSpan.Zero) return;
        using var timer = new PeriodicTimer(LookEvery);
        var begun = clock.GetTimestamp();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PreExamDb>();
        var me = user.Id();
        var open = await db.Cases.Where(c => c.Id == caseId && c.ApplicantId == me).Select(c => (CaseState?)c.State).SingleOrDefaultAsync(cancellation);
        if (open is not (CaseState.Draft or CaseState.Returned)) return;
        while (await db.Pages.AsNoTracking().Live(caseId).AnyAsync(Waiting(), cancellation)
            && clock.GetElapsedTime(begun) < options.Value.WaitForPages)
        {
            await timer.WaitForNextTickAsync(cancellation);
        }
    }

    /// <summary>Pages that a worker still has time for, as a problem, or null.</summary>
    public ProblemHttpResult? Unready(IReadOnlyList<Page> pages)
    {
        var waiting = pages.Where(Waiting().Compile()).ToList();
        if (waiting.Count == 0) return null;
        var problem = Problems.Of("pages_not_ready", [.. waiting.Select(p => p.Id.ToString())]);
        problem.ProblemDetails.Extensions["expectedWaitSeconds"] = (int)(Usual * waiting.Count).TotalSeconds;
        return problem;
    }

    /// <summary>Pages whose bytes are not there as they arrived, as a refusal, or null. Compares lengths; hashes are the worker's to compare.</summary>
    public async Task<Refusal?> Damaged(IReadOnlyList<Page> pages, CancellationToken cancellation)
    {
        var damaged = new List<string>();
        foreach (var page in pages)
        {
            if (page.HashMismatch || !BlobKey.TryParse(page.Blob, null, out var key) || await blobs.FindLength(key, cancellation) != page.Bytes)
                damaged.Add(page.Id.ToString());
        }

        return damaged.Count > 0 ? new Refusal("page_damaged", damaged) : null;
    }

    private System.Linq.Expressions.Expression<Func<Page, bool>> Waiting()
    {
        var since = clock.GetUtcNow() - options.Value.PageUntakenAfter;
        return p => p.State == PageState.Received && p.UploadedAt > since;
    }
}
