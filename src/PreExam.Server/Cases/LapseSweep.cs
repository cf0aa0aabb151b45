using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PreExam.Domain.Cases;
using PreExam.Domain.Time;
using PreExam.Persistence;
using PreExam.Server.Audit;
using PreExam.Server.Platform;

namespace PreExam.Server.Cases;

/// <summary>
/// Warns applicants whose last day comes near, lets cases lapse after it, and removes counter passes that have long ended. Any number of
/// processes may: versions decide.
/// </summary>
internal sealed class LapseSweep(IServiceScopeFactory scopes, IOptions<CaseOptions> options, TimeProvider clock, ILogger<LapseSweep> logger) : BackgroundService
{
    /// <summary>Keeps an ended pass so long that a clerk who opens it late is told why it does not open.</summary>
    private static readonly TimeSpan KeepPasses = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepEvery, clock);
        do
        {
            try
            {
                await Sweep(stoppingToken);
                await RemovePasses(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LapsesFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task Sweep(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var today = WorkingCalendar.DayOf(now);
        var soon = today.AddDays(options.Value.WarnDays);
        await using var scope = scopes.CreateAsyncScope();
        var ids = await scope.ServiceProvider.GetRequiredService<PreExamDb>().Cases
            .Where(c => c.LapsesOn != null && ((c.LapseWarnedAt == null && c.LapsesOn <= soon) || c.LapsesOn < today))
            .OrderBy(c => c.LapsesOn).Select(c => c.Id).Take(1000).ToListAsync(cancellation);
        foreach (var id in ids) await TreatAlone(id, today, now, cancellation);
    }

    internal async Task RemovePasses(CancellationToken cancellation)
    {
        var before = clock.GetUtcNow() - KeepPasses;
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PreExamDb>().CounterPasses.Where(p => p.ExpiresAt < before).ExecuteDeleteAsync(cancellation);
    }

    private async Task TreatAlone(Guid id, DateOnly today, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            await Treat(id, today, now, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LapseFailed(id, exception); // one that fails must not keep the others
        }
    }

    // A scope and a transaction of its own per case: one that changes meanwhile fails alone and is found again.
    private async Task Treat(Guid id, DateOnly today, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PreExamDb>();
        var found = await db.Cases.SingleAsync(c => c.Id == id, cancellation);
        var transition = found.LapseWarnedAt is null ? found.WarnOfLapse(today, now) : found.Lapse(today, now);
        if (transition.Refusal is not null) return;
        db.Record(found, transition.Events);
        if (found.State == CaseState.Lapsed)
        {
            await db.StopClocks(id, now, cancellation);
            db.Note("system", null, "case.lapsed", "case", id, now);
        }

        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException lost) when (lost.IsLostRace())
        {
            // The applicant acted at the same moment; the next sweep looks again.
            logger.LapseOvertaken(id);
        }
    }
}

internal static partial class CaseLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The sweep over lapsing cases failed")]
    public static partial void LapsesFailed(this ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The lapse of case {CaseId} could not be told")]
    public static partial void LapseFailed(this ILogger logger, Guid caseId, Exception exception);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Case {CaseId} changed while its lapse was looked at")]
    public static partial void LapseOvertaken(this ILogger logger, Guid caseId);
}
