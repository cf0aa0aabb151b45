using Microsoft.Extensions.Logging;

namespace PreExam.Messaging;

/// <summary>
/// Runs one queue in this process: listens to the broker, and sweeps the table for what is due and unclaimed. While the
/// broker is away the sweeper hands the work over itself.
/// </summary>
internal sealed class QueueDispatcher(
    string queue, QueueOptions options, TimeSpan grace, JobRunner runner, IJobStore store, IBroker broker, TimeProvider clock, ILogger logger) : IDisposable
{
    private const int Batch = 200;
    private static readonly TimeSpan BrokerPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(5);

    private readonly SemaphoreSlim _slots = new(options.Concurrency);
    private readonly CancellationTokenSource _abandon = new();
    private bool _brokerAway;

    public async Task Run(CancellationToken stopping)
    {
        logger.QueueStarted(queue, options.Concurrency);
        await Task.WhenAll(Listen(stopping), Sweep(stopping));
        await Drain();
    }

    public void Dispose()
    {
        _slots.Dispose();
        _abandon.Dispose();
    }

    private async Task Listen(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await _slots.WaitAsync(stopping); // first a free hand, then a message: others may have one now
                Announcement announcement;
                try
                {
                    announcement = await broker.Receive(queue, stopping);
                }
                catch
                {
                    _slots.Release();
                    throw;
                }
                BrokerAnswered();
                _ = Work(announcement.Message, announcement);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                BrokerFailed(problem);
                await Pause(BrokerPause, stopping);
            }
        }
    }

    private async Task Sweep(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var wait = options.SweepEvery;
            try
            {
                var waiting = await store.Waiting(queue, Batch, stopping);
                var now = clock.GetUtcNow();
                Guid[] due = [.. waiting.Where(m => m.NotBefore <= now).Select(m => m.Id)];
                if (due.Length > 0) await AnnounceAgain(due, stopping);
                var next = waiting.Where(m => m.NotBefore > now).Select(m => m.NotBefore - now).DefaultIfEmpty(wait).Min();
                wait = next < wait ? next : wait;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                logger.StoreFailed(problem, queue);
            }
            await Pause(wait < ShortestWait ? ShortestWait : wait, stopping);
        }
    }

    private async Task AnnounceAgain(Guid[] due, CancellationToken stopping)
    {
        try
        {
            // As many unheard as due: they are most likely the same, and all workers are busy.
            if (await broker.Unheard(queue, stopping) >= due.Length) return;
            await broker.Announce(queue, due, stopping);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            BrokerFailed(problem);
            foreach (var id in due)
            {
                await _slots.WaitAsync(stopping);
                _ = Work(id, null);
            }
        }
    }

    /// <summary>Owns one slot, which it gives back.</summary>
    private async Task Work(Guid id, Announcement? announcement)
    {
        try
        {
            // Yield: the embedded parts may complete synchronously, and listening must go on meanwhile.
            await Task.Yield();
            var next = await runner.Run(id, _abandon.Token);
            try
            {
                if (next is { } following) await broker.Announce(queue, [following], CancellationToken.None);
                if (announcement is not null) await broker.Acknowledge(announcement, CancellationToken.None);
            }
            catch (Exception problem)
            {
                BrokerFailed(problem);
            }
        }
        catch (OperationCanceledException) when (_abandon.IsCancellationRequested)
        {
            // stopped before the claim
        }
        catch (Exception problem)
        {
            logger.StoreFailed(problem, queue); // not acknowledged: it will be heard again
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Running consumers may finish; who takes longer than the grace is cancelled and gives its message back.</summary>
    private async Task Drain()
    {
        using var patience = new CancellationTokenSource(grace, clock);
        for (var ended = 0; ended < options.Concurrency; ended++)
        {
            try
            {
                await _slots.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                await _abandon.CancelAsync();
                await _slots.WaitAsync(CancellationToken.None);
            }
        }
    }

    private void BrokerFailed(Exception problem)
    {
        if (_brokerAway) return; // one line when it goes, one when it is back
        _brokerAway = true;
        logger.BrokerAway(queue, problem.GetType().Name);
    }

    private void BrokerAnswered()
    {
        if (!_brokerAway) return;
        _brokerAway = false;
        logger.BrokerBack(queue);
    }

    private async Task Pause(TimeSpan wait, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(wait, clock, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // the loop's condition ends it
        }
    }
}
