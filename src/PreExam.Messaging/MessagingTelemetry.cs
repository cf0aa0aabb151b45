using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PreExam.Messaging;

/// <summary>Names are public contract, listed in docs/operations.md. Tags come from closed sets: queues and results.</summary>
public sealed class MessagingTelemetry
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "PreExam.Messaging";

    internal static readonly ActivitySource Source = new(Name);

    private readonly Counter<long> _handled;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _lag;
    private volatile IReadOnlyList<QueueState> _states = [];
    private readonly TimeProvider _clock;

    /// <summary>Creates the instruments.</summary>
    public MessagingTelemetry(IMeterFactory meters, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _clock = clock;
        var meter = meters.Create(Name);
        _handled = meter.CreateCounter<long>("preexam.messages.handled", description: "Attempts that ended, by queue and result.");
        _duration = meter.CreateHistogram<double>("preexam.message.duration", "s", "Time in the consumer.");
        _lag = meter.CreateHistogram<double>("preexam.message.lag", "s", "From due to begun.");
        meter.CreateObservableGauge("preexam.queue.depth", Depths, description: "Messages by queue and state.");
        meter.CreateObservableGauge("preexam.queue.lag", Lags, "s", "Age of the longest due message.");
    }

    internal void Begun(string queue, TimeSpan sinceDue) =>
        _lag.Record(Math.Max(0, sinceDue.TotalSeconds), new TagList { { "queue", queue } });

    internal void Ended(string queue, string result, TimeSpan took)
    {
        _handled.Add(1, new TagList { { "queue", queue }, { "result", result } });
        _duration.Record(took.TotalSeconds, new TagList { { "queue", queue } });
    }

    internal void Observed(IReadOnlyList<QueueState> states) => _states = states;

    private IEnumerable<Measurement<int>> Depths() => _states.SelectMany(s => new Measurement<int>[]
    {
        new(s.Due, new("queue", s.Queue), new("state", "due")),
        new(s.Scheduled, new("queue", s.Queue), new("state", "scheduled")),
        new(s.Held, new("queue", s.Queue), new("state", "held")),
        new(s.Dead, new("queue", s.Queue), new("state", "dead")),
    });

    private IEnumerable<Measurement<double>> Lags() => _states.Select(s => new Measurement<double>(
        s.OldestDue is { } since ? Math.Max(0, (_clock.GetUtcNow() - since).TotalSeconds) : 0,
        new KeyValuePair<string, object?>("queue", s.Queue)));
}
