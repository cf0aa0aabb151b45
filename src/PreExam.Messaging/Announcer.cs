using System.Diagnostics;
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
    private readonly Channel<News> _committed =
        Channel.CreateBounded<News>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Committed(IReadOnlyCollection<OutboxMessage> messages)
    {
        var now = clock.GetUtcNow();
        foreach (var queue in messages.Where(m => m.NotBefore <= now).GroupBy(m => m.Queue, StringComparer.Ordinal))
        {
            // Only the first of a key can run; the others are announced as their turn comes.
            var first = queue.DistinctBy(m => m.Key).Select(m => m.Id).ToArray();
            _committed.Writer.TryWrite(new News(queue.Key, first, queue.First().TraceParent));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var news in _committed.Reader.ReadAllAsync(stoppingToken))
        {
            using var activity = Trace(news);
            try
            {
                await broker.Announce(news.Queue, news.Messages, stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                activity?.SetStatus(ActivityStatusCode.Error, problem.GetType().Name);
                logger.AnnouncementFailed(news.Queue, problem.GetType().Name);
            }
        }
    }

    // In the trace of whoever wrote the messages, whose own part may have ended by now.
    private Activity? Trace(News news)
    {
        if (!ActivityContext.TryParse(news.TraceParent, null, isRemote: true, out var writer)) return null;
        var activity = MessagingTelemetry.Source.StartActivity($"announce {news.Queue}", ActivityKind.Producer, writer);
        activity?.SetTag("messaging.system", broker.Name);
        activity?.SetTag("messaging.operation.type", "send");
        activity?.SetTag("messaging.destination.name", news.Queue);
        activity?.SetTag("messaging.batch.message_count", news.Messages.Length);
        return activity;
    }

    private sealed record News(string Queue, Guid[] Messages, string? TraceParent);
}
