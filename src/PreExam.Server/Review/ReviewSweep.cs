using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PreExam.Domain.Cases;
using PreExam.Persistence;
using PreExam.Server.Audit;
using PreExam.Server.Platform;

namespace PreExam.Server.Review;

/// <summary>Frees cases whose hold ran out. Any number of processes may do it: versions decide.</summary>
internal sealed class ReviewSweep(IServiceScopeFactory scopes, IOptions<ReviewOptions> options, TimeProvider clock, ILogger<ReviewSweep> logger) : BackgroundService
{
    private const int Batch = 200;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepEvery, clock);
        do
        {
            try
            {
                await FreeExpired(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.SweepFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task FreeExpired(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        (DateTimeOffset HeldUntil, Guid Id) last = (DateTimeOffset.MinValue, Guid.Empty);
        while (true)
        {
            var expired = await Expired(last, now, cancellation);
            foreach (var held in expired) await Free(held.Id, now, cancellation);
            if (expired.Count < Batch) return;
            last = expired[^1];
        }
    }

    // A case whose answer is being sent is its job's, whatever its hold says.
    private async Task<List<(DateTimeOffset HeldUntil, Guid Id)>> Expired((DateTimeOffset HeldUntil, Guid Id) last, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<PreExamDb>().Cases
            .Where(c => c.State == CaseState.InReview && c.HeldUntil < now && c.Scheduled == null)
            .Where(c => c.HeldUntil > last.HeldUntil || (c.HeldUntil == last.HeldUntil && c.Id > last.Id))
            .OrderBy(c => c.HeldUntil).ThenBy(c => c.Id).Take(Batch).Select(c => new { c.HeldUntil, c.Id }).ToListAsync(cancellation);
        return rows.ConvertAll(r => (r.HeldUntil!.Value, r.Id));
    }

    // A scope and a transaction of its own per case: one that changes meanwhile fails alone.
    private async Task Free(Guid id, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PreExamDb>();
        var held = await db.Cases.SingleAsync(c => c.Id == id, cancellation);
        var from = held.HeldBy;
        var transition = held.ExpireLease(now);
        if (transition.Refusal is not null) return;
        db.Record(held, transition.Events);
        db.Note("system", null, "case.leaseExpired", "case", id, now, new { from });
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException lost) when (lost.IsLostRace())
        {
            logger.LeaseOvertaken(id); // renewed, taken over or freed by another process; the next sweep looks again
        }
    }
}

internal static partial class ReviewLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A sweep over held cases failed")]
    public static partial void SweepFailed(this ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Case {CaseId} changed while its hold was looked at")]
    public static partial void LeaseOvertaken(this ILogger logger, Guid caseId);
}
