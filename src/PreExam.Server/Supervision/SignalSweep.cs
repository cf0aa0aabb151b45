using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PreExam.Domain.Time;
using PreExam.Messaging;
using PreExam.Persistence;
using PreExam.Persistence.Supervision;
using PreExam.Server.Audit;
using PreExam.Server.Platform;

namespace PreExam.Server.Supervision;

/// <summary>
/// Raises a warning or a card once, when its clock turns. Any number of processes may look: one conditional update of the clock's row decides
/// who raises, and whoever stops or recounts a clock neither waits for the sweep nor loses a race to it.
/// </summary>
internal sealed class SignalSweep(
    IServiceScopeFactory scopes, Calendars calendars, IOptions<SupervisionOptions> options, TimeProvider clock, ILogger<SignalSweep> logger) : BackgroundService
{
    private const int Batch = 200;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepEvery, clock);
        do
        {
            try
            {
                await RaiseAll(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.SignalsFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task RaiseAll(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        (DateTimeOffset SpeaksAt, Guid Id) last = (DateTimeOffset.MinValue, Guid.Empty);
        while (true)
        {
            var turned = await Turned(last, now, cancellation);
            foreach (var one in turned) await RaiseAlone(one, now, cancellation);
            if (turned.Count < Batch) return;
            last = (turned[^1].SpeaksAt!.Value, turned[^1].Id);
        }
    }

    private async Task<List<ServiceClock>> Turned((DateTimeOffset SpeaksAt, Guid Id) last, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PreExamDb>().Clocks.AsNoTracking()
            .Where(k => k.SpeaksAt < now && (k.SpeaksAt > last.SpeaksAt || (k.SpeaksAt == last.SpeaksAt && k.Id > last.Id)))
            .OrderBy(k => k.SpeaksAt).ThenBy(k => k.Id).Take(Batch).ToListAsync(cancellation);
    }

    private async Task RaiseAlone(ServiceClock turned, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await Raise(scope.ServiceProvider.GetRequiredService<PreExamDb>(), turned, now, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.SignalFailed(turned.Id, exception); // one that fails must not silence the others
        }
    }

    private async Task Raise(PreExamDb db, ServiceClock turned, DateTimeOffset now, CancellationToken cancellation)
    {
        var (speaks, raised, stopped, version) = (turned.SpeaksAt, turned.Raised, turned.StoppedAt, turned.CalendarVersion);
        // A new holiday table may not have reached this clock yet; it is judged by the new one, which its recount will store.
        var calendar = await calendars.Current(db, cancellation);
        if (version != calendar.Version) turned.Recompute(calendar);
        var signal = turned.Raise(now);
        if (signal == ClockSignal.None && turned.IsRunning && version != calendar.Version) return;

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var (next, loudest) = (turned.SpeaksAt, turned.Raised);
        var won = await db.Clocks
            .Where(k => k.Id == turned.Id && k.SpeaksAt == speaks && k.Raised == raised && k.StoppedAt == stopped && k.CalendarVersion == version)
            .ExecuteUpdateAsync(set => set.SetProperty(k => k.SpeaksAt, next).SetProperty(k => k.Raised, loudest), cancellation);
        if (won == 0) return; // stopped, counted anew or raised by another process meanwhile
        if (signal != ClockSignal.None) await Write(db, turned, signal, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task Write(PreExamDb db, ServiceClock turned, ClockSignal signal, DateTimeOffset now, CancellationToken cancellation)
    {
        var caseId = await db.Filings.Where(f => f.Id == turned.SubjectId).Select(f => (Guid?)f.CaseId).SingleOrDefaultAsync(cancellation) ?? turned.SubjectId;
        var subject = await db.Cases.Where(c => c.Id == caseId).Select(c => new { c.Department, c.HeldBy }).SingleAsync(cancellation);
        db.Signals.Add(new RaisedSignal
        {
            Id = Guid.CreateVersion7(now),
            ClockId = turned.Id,
            Kind = turned.Kind,
            Signal = signal,
            CaseId = caseId,
            Department = subject.Department,
            HeldBy = subject.HeldBy,
            DueAt = turned.DueAt,
            At = now,
        });
        db.Note("system", null, "signal.raised", "case", caseId, now, new { signal, kind = turned.Kind, clock = turned.Id, turned.DueAt });
        if (options.Value.UploadCountsAsReceipt && (turned.Kind, signal) == (ClockKind.FiveDayGuard, ClockSignal.Red))
            db.Outbox.Add(OutboxMessage.For(Queues.Filings, caseId, new AcceptBySilence(caseId, turned.StartedAt), now));
    }
}

internal static partial class SupervisionLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The sweep over clocks that have turned failed")]
    public static partial void SignalsFailed(this ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Clock {ClockId} has turned and could not be raised")]
    public static partial void SignalFailed(this ILogger logger, Guid clockId, Exception exception);
}
