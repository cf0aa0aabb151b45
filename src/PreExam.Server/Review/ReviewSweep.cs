using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PreExam.Domain.Cases;
using PreExam.Persistence;
using PreExam.Server.Audit;
using PreExam.Server.Platform;

namespace PreExam.Server.Review;

/// <summary>Frees cases whose hold ran out, and raises a signal once when a clock turns. Any number of processes may do it: versions decide.</summary>
internal sealed class ReviewSweep(IServiceScopeFactory scopes, IOptions<ReviewOptions> options, TimeProvider clock, ILogger<ReviewSweep> logger) : BackgroundService
{
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
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PreExamDb>();
        var now = clock.GetUtcNow();
        var expired = await db.Cases.Where(c => c.State == CaseState.InReview && c.HeldUntil < now).OrderBy(c => c.HeldUntil).Take(100).ToListAsync(cancellation);
        foreach (var held in expired)
        {
            var from = held.HeldBy;
            var transition = held.ExpireLease(now);
            if (transition.Refusal is not null) continue;
            db.Record(held, transition.Events);
            db.Note("system", null, "case.leaseExpired", "case", held.Id, now, new { from });
            try
            {
                await db.SaveChangesAsync(cancellation);
            }
            catch (DbUpdateConcurrencyException)
            {
                return; // somebody renewed or took it over meanwhile; the next sweep looks again
            }
        }
    }
}

internal static partial class ReviewLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A sweep over held cases failed")]
    public static partial void SweepFailed(this ILogger logger, Exception exception);
}
