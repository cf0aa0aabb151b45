using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace PreExam.Messaging;

/// <summary>
/// One Redis 7 stream per queue and one consumer group of all workers. An entry carries only the row's id; it is deleted
/// when acknowledged, so the stream stays as short as its backlog. Waiting is by a channel beside the stream, because
/// blocking reads would hold up everybody on the shared connection.
/// </summary>
internal sealed class RedisBroker(
    IConnectionMultiplexer redis, IOptions<MessagingOptions> options, IOptionsMonitor<QueueOptions> queues, TimeProvider clock) : IBroker
{
    private const string Group = "workers";
    private const string Field = "id";
    private const int Longest = 100_000; // a stream that nobody reads may not fill Redis; the sweeper makes up for what is trimmed
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1); // when the wake-up call was lost
    private static readonly TimeSpan KeepIdleConsumers = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Line> _lines = new(StringComparer.Ordinal);
    private readonly RedisValue _consumer = WorkerName.Value;

    public string Name => "redis";

    private IDatabase Database => redis.GetDatabase();

    public async Task Announce(string queue, IReadOnlyCollection<Guid> messages, CancellationToken cancellation)
    {
        foreach (var part in messages.Chunk(100))
        {
            var added = part.Select(id => Database.StreamAddAsync(
                Stream(queue), Field, id.ToString("N"), maxLength: Longest, useApproximateMaxLength: true));
            await Task.WhenAll(added).WaitAsync(cancellation);
        }
        await Database.PublishAsync(Wake(queue), RedisValue.EmptyString).WaitAsync(cancellation);
    }

    public async Task<Announcement> Receive(string queue, CancellationToken cancellation)
    {
        var line = _lines.GetOrAdd(queue, _ => new Line());
        await Listen(queue, line).WaitAsync(cancellation);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (await WithGroup(queue, () => Read(queue, line)).WaitAsync(cancellation) is { } entry)
            {
                if (Guid.TryParse((string?)entry[Field], out var id)) return new Announcement(queue, id, entry.Id.ToString());
                await Forget(queue, entry.Id); // not one of ours
                continue;
            }
            await line.Woken(Poll, clock, cancellation);
        }
    }

    public Task Acknowledge(Announcement announcement, CancellationToken cancellation) =>
        Forget(announcement.Queue, announcement.Receipt).WaitAsync(cancellation);

    public async Task<long> Unheard(string queue, CancellationToken cancellation)
    {
        if (!await Database.KeyExistsAsync(Stream(queue)).WaitAsync(cancellation)) return 0;
        var groups = await Database.StreamGroupInfoAsync(Stream(queue)).WaitAsync(cancellation);
        var group = groups.FirstOrDefault(g => g.Name == Group);
        if (group.Name is null) return 0;
        return group.Lag ?? await Database.StreamLengthAsync(Stream(queue)).WaitAsync(cancellation) - group.PendingMessageCount;
    }

    private async Task<StreamEntry?> Read(string queue, Line line)
    {
        var lease = queues.Get(queue).Lease;
        if (line.NextReclaim <= clock.GetUtcNow())
        {
            line.NextReclaim = clock.GetUtcNow() + lease / 2;
            await Reclaim(queue, line, lease);
        }
        if (line.Reclaimed.TryDequeue(out var reclaimed)) return reclaimed;

        var read = await Database.StreamReadGroupAsync(Stream(queue), Group, _consumer, StreamPosition.NewMessages, count: 1);
        return read.Length == 0 ? null : read[0];
    }

    /// <summary>What a worker heard longer than a lease ago and never acknowledged goes to this one: that worker has died.</summary>
    private async Task Reclaim(string queue, Line line, TimeSpan lease)
    {
        var taken = await Database.StreamAutoClaimAsync(
            Stream(queue), Group, _consumer, (long)lease.TotalMilliseconds, line.ReclaimFrom, count: 50);
        foreach (var entry in taken.ClaimedEntries) line.Reclaimed.Enqueue(entry);
        line.ReclaimFrom = taken.NextStartId.IsNullOrEmpty ? StreamPosition.Beginning : taken.NextStartId;

        foreach (var consumer in await Database.StreamConsumerInfoAsync(Stream(queue), Group))
        {
            if (consumer.PendingMessageCount == 0 && consumer.IdleTimeInMilliseconds > KeepIdleConsumers.TotalMilliseconds)
                await Database.StreamDeleteConsumerAsync(Stream(queue), Group, consumer.Name);
        }
    }

    /// <summary>The group is made when it is missed: at first use, and again after Redis was emptied or replaced.</summary>
    private async Task<StreamEntry?> WithGroup(string queue, Func<Task<StreamEntry?>> read)
    {
        try
        {
            return await read();
        }
        catch (RedisServerException missing) when (IsMissing(missing))
        {
            try
            {
                await Database.StreamCreateConsumerGroupAsync(Stream(queue), Group, StreamPosition.Beginning, createStream: true);
            }
            catch (RedisServerException exists) when (exists.Message.StartsWith("BUSYGROUP", StringComparison.Ordinal))
            {
                // another worker was faster
            }
            return await read();
        }
    }

    private static bool IsMissing(RedisServerException problem) =>
        problem.Message.StartsWith("NOGROUP", StringComparison.Ordinal)
        || problem.Message.Contains("no such key", StringComparison.OrdinalIgnoreCase);

    private async Task Listen(string queue, Line line)
    {
        if (line.Listening) return;
        await redis.GetSubscriber().SubscribeAsync(Wake(queue), (_, _) => line.WakeUp());
        line.Listening = true; // the connection subscribes again by itself after a break
    }

    private Task<long[]> Forget(string queue, RedisValue entry) => Task.WhenAll(
        Database.StreamAcknowledgeAsync(Stream(queue), Group, entry),
        Database.StreamDeleteAsync(Stream(queue), [entry]));

    // The braces are a hash tag: all keys of a queue live on one node of a cluster.
    private RedisKey Stream(string queue) => $"{options.Value.Prefix}:{{{queue}}}:announcements";

    private RedisChannel Wake(string queue) => RedisChannel.Literal($"{options.Value.Prefix}:{{{queue}}}:wake");

    /// <summary>This process's end of one stream.</summary>
    private sealed class Line
    {
        private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        public bool Listening { get; set; }

        public DateTimeOffset NextReclaim { get; set; }

        public RedisValue ReclaimFrom { get; set; } = StreamPosition.Beginning;

        public Queue<StreamEntry> Reclaimed { get; } = new();

        public void WakeUp() => _wake.Writer.TryWrite(true);

        public async Task Woken(TimeSpan atMost, TimeProvider clock, CancellationToken cancellation)
        {
            using var timeout = new CancellationTokenSource(atMost, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
            try
            {
                await _wake.Reader.ReadAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                // time to look
            }
        }
    }
}
