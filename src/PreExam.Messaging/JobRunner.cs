using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PreExam.Messaging;

/// <summary>One attempt at one message: claim, consumer, outcome.</summary>
internal sealed class JobRunner(
    string queue, QueueOptions options, IReadOnlyDictionary<string, Consumption> consumptions,
    IJobStore store, IServiceScopeFactory scopes, MessagingTelemetry telemetry, TimeProvider clock, ILogger logger)
{
    /// <summary>Runs the message if it can be claimed.</summary>
    /// <returns>The next message of its key, if this one has ended and the next is due.</returns>
    public async Task<Guid?> Run(Guid id, CancellationToken abandon)
    {
        var claimed = await store.Claim(id, WorkerName.NewLease(), options.Lease, abandon);
        if (claimed is null) return null;

        var begun = clock.GetTimestamp();
        telemetry.Begun(queue, clock.GetUtcNow() - claimed.NotBefore);
        using var activity = Trace(claimed);

        using var lost = CancellationTokenSource.CreateLinkedTokenSource(abandon);
        using var done = new CancellationTokenSource();
        var renewal = KeepLease(claimed, lost, done.Token);
        var result = "failed";
        try
        {
            var (disposition, error) = await Attempt(claimed, lost.Token, abandon);
            await done.CancelAsync();
            await renewal;
            // What happened is recorded even while the process stops.
            (result, var ended) = await Settle(claimed, disposition, error, abandon);
            return ended ? await store.NextOf(queue, claimed.Key, CancellationToken.None) : null;
        }
        finally
        {
            await done.CancelAsync();
            activity?.SetTag("preexam.result", result);
            telemetry.Ended(queue, result, clock.GetElapsedTime(begun));
        }
    }

    private async Task<(Disposition Disposition, string? Error)> Attempt(OutboxMessage claimed, CancellationToken lost, CancellationToken abandon)
    {
        if (claimed.Attempts > options.MaxAttempts) return (new Disposition.DeadLetter(DeadReasons.AttemptsExhausted), claimed.LastError);
        if (!consumptions.TryGetValue(claimed.Type, out var consumption))
            return (Failed(claimed, DeadReasons.NoConsumer), DeadReasons.NoConsumer); // perhaps a newer release wrote it: wait for its workers

        try
        {
            await using var scope = Scope(claimed);
            return (await consumption.Handle(scope.ServiceProvider, claimed, lost), null);
        }
        catch (OperationCanceledException) when (abandon.IsCancellationRequested)
        {
            return (new Disposition.RetryAfter(TimeSpan.Zero, SpendsAttempt: false), claimed.LastError);
        }
        catch (Exception problem)
        {
            logger.AttemptFailed(problem, claimed.Id, queue, claimed.Attempts);
            return (Failed(claimed, DeadReasons.AttemptsExhausted), problem.GetType().Name);
        }
    }

    private Disposition Failed(OutboxMessage claimed, string reason) => claimed.Attempts >= options.MaxAttempts
        ? new Disposition.DeadLetter(reason)
        : new Disposition.RetryAfter(Backoff.After(claimed.Attempts, options));

    private async Task<(string Result, bool Ended)> Settle(OutboxMessage claimed, Disposition disposition, string? error, CancellationToken abandon)
    {
        if (disposition is Disposition.RetryAfter { Why: { } why }) error ??= why;
        if (disposition is Disposition.RetryAfter { SpendsAttempt: true } && claimed.Attempts >= options.MaxAttempts)
            disposition = new Disposition.DeadLetter(DeadReasons.AttemptsExhausted);
        // A stopping process gives everything back unspent: that says nothing about the message.
        if (disposition is Disposition.RetryAfter { SpendsAttempt: false } && !abandon.IsCancellationRequested
            && claimed.CreatedAt + options.LongestPutOff <= clock.GetUtcNow())
            disposition = new Disposition.DeadLetter(DeadReasons.PutOffTooLong);

        var (result, held, ended) = disposition switch
        {
            Disposition.Completed => ("done", await store.Complete(claimed, CancellationToken.None), true),
            Disposition.RetryAfter retry => ("retry", await store.Retry(
                claimed, clock.GetUtcNow() + retry.Delay, retry.SpendsAttempt, error, CancellationToken.None), false),
            Disposition.DeadLetter dead => ("dead", await Bury(claimed, dead.Reason, error, abandon), true),
            _ => throw new UnreachableException(),
        };
        if (held) return (result, ended);
        logger.LeaseLost(claimed.Id, queue, claimed.Attempts);
        return ("lease_lost", false);
    }

    private async Task<bool> Bury(OutboxMessage claimed, string reason, string? error, CancellationToken abandon)
    {
        if (!await store.Renew(claimed, options.Lease, CancellationToken.None)) return false; // another worker decides
        if (consumptions.TryGetValue(claimed.Type, out var consumption))
        {
            try
            {
                await using var scope = Scope(claimed);
                await consumption.GiveUp(scope.ServiceProvider, claimed, reason, abandon);
            }
            catch (Exception problem)
            {
                logger.GiveUpFailed(problem, claimed.Id, queue);
            }
        }
        if (!await store.Bury(claimed, reason, error, CancellationToken.None)) return false;
        logger.Buried(claimed.Id, queue, claimed.Attempts, reason);
        return true;
    }

    private AsyncServiceScope Scope(OutboxMessage claimed)
    {
        var scope = scopes.CreateAsyncScope();
        var current = scope.ServiceProvider.GetRequiredService<CurrentMessage>();
        (current.Row, current.IsLastAttempt) = (claimed, claimed.Attempts >= options.MaxAttempts);
        return scope;
    }

    /// <summary>Renews at a third of the lease. A lease that is lost cancels the consumer: its outcome would be refused.</summary>
    private async Task KeepLease(OutboxMessage claimed, CancellationTokenSource lost, CancellationToken done)
    {
        try
        {
            while (true)
            {
                await Task.Delay(options.Lease / 3, clock, done);
                try
                {
                    if (await store.Renew(claimed, options.Lease, done)) continue;
                    await lost.CancelAsync();
                    return;
                }
                catch (Exception problem) when (problem is not OperationCanceledException)
                {
                    logger.StoreFailed(problem, queue); // two more tries fit into the lease
                }
            }
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            // the attempt has ended
        }
    }

    private Activity? Trace(OutboxMessage claimed)
    {
        ActivityContext.TryParse(claimed.TraceParent, null, isRemote: true, out var parent);
        var activity = MessagingTelemetry.Source.StartActivity($"{queue} {claimed.Type}", ActivityKind.Consumer, parent);
        activity?.SetTag("messaging.operation.type", "process");
        activity?.SetTag("messaging.destination.name", queue);
        activity?.SetTag("messaging.message.id", claimed.Id);
        activity?.SetTag("preexam.attempt", claimed.Attempts);
        return activity;
    }
}
