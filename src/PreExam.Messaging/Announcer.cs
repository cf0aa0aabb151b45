using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PreExam.Messaging;

/// <summary>
/// Carries committed messages to the broker, off the request's path: a request is not slower, and does not fail, because
/// Redis is away. What is dropped here, the sweeper finds.
/// </summary>
internal sealed class Announcer(IBroker broker, TimeProvider clock, ILogger<Announcer> logger) : BackgroundService, IAnnouncer
{
    private readonly Channel<(string Queue, Guid[] Messages)> _committed =
        Channel.CreateBounded<(string, Guid[])>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Committed(IReadOnlyCollection<OutboxMessage> messages)
    {
        var now = clock.GetUtcNow();
        foreach (var queue in messages.Where(m => m.NotBefore <= now).GroupBy(m => m.Queue, StringComparer.Ordinal))
        {
            // Only the first of a key can run; the others are announced as their turn comes.
            var first = queue.DistinctBy(m => m.Key).Select(m => m.Id).ToArray();
            _committed.Writer.TryWrite((queue.Key, first));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (queue, messages) in _committed.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await broker.Announce(queue, messages, stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                logger.AnnouncementFailed(queue, problem.GetType().Name);
            }
        }
    }
}
