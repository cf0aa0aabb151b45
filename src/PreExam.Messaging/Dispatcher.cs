using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PreExam.Messaging;

/// <summary>Runs every queue that this process is told to run, and keeps the gauges fresh.</summary>
internal sealed class Dispatcher(
    IEnumerable<Consumption> consumptions, IOptions<MessagingOptions> messaging, IOptionsMonitor<QueueOptions> queues,
    IServiceProvider provider, IServiceScopeFactory scopes, IBroker broker, MessagingTelemetry telemetry, TimeProvider clock,
    ILogger<Dispatcher> logger) : BackgroundService
{
    private static readonly TimeSpan GaugesEvery = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!messaging.Value.Consume) return;
        var only = messaging.Value.Only;
        var mine = consumptions
            .GroupBy(c => c.Queue, StringComparer.Ordinal)
            .Where(q => only.Count == 0 || only.Contains(q.Key))
            .ToArray();
        if (mine.Length == 0) return;

        var store = provider.GetRequiredService<IJobStore>();
        await Task.WhenAll([Watch(store, stoppingToken), .. mine.Select(q => Run(q, store, stoppingToken))]);
    }

    private async Task Run(IGrouping<string, Consumption> queue, IJobStore store, CancellationToken stopping)
    {
        var options = queues.Get(queue.Key);
        var byType = queue.ToDictionary(c => c.Type, StringComparer.Ordinal);
        var runner = new JobRunner(queue.Key, options, byType, store, scopes, telemetry, clock, logger);
        using var dispatcher = new QueueDispatcher(queue.Key, options, messaging.Value.Grace, runner, store, broker, clock, logger);
        await dispatcher.Run(stopping);
    }

    private async Task Watch(IJobStore store, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(GaugesEvery, clock);
        try
        {
            do
            {
                try
                {
                    telemetry.Observed(await store.States(stopping));
                }
                catch (Exception problem) when (problem is not OperationCanceledException)
                {
                    logger.StoreFailed(problem, "all");
                }
            }
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // the process stops
        }
    }
}
