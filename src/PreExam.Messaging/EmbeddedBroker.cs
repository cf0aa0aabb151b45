using System.Collections.Concurrent;
using System.Threading.Channels;

namespace PreExam.Messaging;

/// <summary>
/// Announcements within this process. Nothing is lost with it: the rows stay, and the sweeper of whatever process runs
/// the queue finds them. Several processes without Redis work too, at the sweeper's pace.
/// </summary>
internal sealed class EmbeddedBroker : IBroker
{
    private const int Room = 10_000; // more waiting ids than this are left to the sweeper
    private readonly ConcurrentDictionary<string, Line> _lines = new(StringComparer.Ordinal);

    public string Name => "embedded";

    public Task Announce(string queue, IReadOnlyCollection<Guid> messages, CancellationToken cancellation)
    {
        var line = LineOf(queue);
        foreach (var message in messages) line.Add(message);
        return Task.CompletedTask;
    }

    public async Task<Announcement> Receive(string queue, CancellationToken cancellation) =>
        new(queue, await LineOf(queue).Take(cancellation), "");

    public Task Acknowledge(Announcement announcement, CancellationToken cancellation) => Task.CompletedTask;

    public Task<long> Unheard(string queue, CancellationToken cancellation) => Task.FromResult<long>(LineOf(queue).Count);

    private Line LineOf(string queue) => _lines.GetOrAdd(queue, _ => new Line());

    /// <summary>First in, first out, each id at most once: a second announcement of what waits already says nothing new.</summary>
    private sealed class Line
    {
        private readonly ConcurrentDictionary<Guid, bool> _waiting = new();
        private readonly Channel<Guid> _channel;

        public Line() => _channel = Channel.CreateBounded<Guid>(
            new BoundedChannelOptions(Room) { FullMode = BoundedChannelFullMode.DropWrite },
            dropped => _waiting.TryRemove(dropped, out _));

        public int Count => _channel.Reader.Count;

        public void Add(Guid message)
        {
            if (_waiting.TryAdd(message, true)) _channel.Writer.TryWrite(message);
        }

        public async ValueTask<Guid> Take(CancellationToken cancellation)
        {
            var message = await _channel.Reader.ReadAsync(cancellation);
            _waiting.TryRemove(message, out _);
            return message;
        }
    }
}
