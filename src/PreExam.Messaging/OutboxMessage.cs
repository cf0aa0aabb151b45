using System.Diagnostics;
using System.Text.Json;

namespace PreExam.Messaging;

/// <summary>
/// Work that becomes true together with the state it speaks of: add it to the same <c>SaveChanges</c>. This row is the
/// job; the broker only tells workers of it. Order, delay, attempts and lease live here and outlast an emptied Redis.
/// </summary>
public sealed class OutboxMessage
{
    /// <summary>Given by the database on insert; the order in which the messages of one key are handled.</summary>
    public long Sequence { get; private set; }

    /// <summary>What consumers make themselves idempotent by.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The queue whose dispatcher runs this message.</summary>
    public required string Queue { get; init; }

    /// <summary>Messages of one queue with the same key run one after the other; a dead letter lets the next one pass.</summary>
    public required Guid Key { get; init; }

    /// <summary>Name of the message's record type; chooses the consumer within the queue.</summary>
    public required string Type { get; init; }

    /// <summary>The message as JSON. Ids and codes, never personal data: dead letters are shown to people.</summary>
    public required string Body { get; init; }

    /// <summary>W3C trace context of the request that wrote the message, so that one trace runs from upload to phone.</summary>
    public string? TraceParent { get; init; }

    /// <summary>When the row was written.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not handled before this instant; moved on by every retry.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>Until when a worker holds the message; null when nobody does.</summary>
    public DateTimeOffset? LeasedUntil { get; set; }

    /// <summary>The lease, unique to one claim: whoever shows another one may no longer complete the message.</summary>
    public string? LeasedBy { get; set; }

    /// <summary>Times it was begun, counted before the work, so that a consumer which kills its process is counted too.</summary>
    public int Attempts { get; set; }

    /// <summary>Stable code of the last failure; never personal data.</summary>
    public string? LastError { get; set; }

    /// <summary>When the message became a dead letter; null while it lives.</summary>
    public DateTimeOffset? DeadAt { get; set; }

    /// <summary>Stable code of why it is dead.</summary>
    public string? DeadReason { get; set; }

    /// <summary>When a person decided that this dead letter needs nothing more.</summary>
    public DateTimeOffset? DiscardedAt { get; set; }

    /// <summary>That person's reason, in their words.</summary>
    public string? DiscardReason { get; set; }

    /// <summary>Wraps <paramref name="message"/>; the current trace goes with it.</summary>
    /// <param name="queue">The queue that handles it.</param>
    /// <param name="key">What it has to stay in order with: usually the case's id.</param>
    /// <param name="message">A record whose properties are ids and codes.</param>
    /// <param name="now">The present.</param>
    /// <param name="notBefore">Not handled earlier than this; at once when left out.</param>
    public static OutboxMessage For(string queue, Guid key, object message, DateTimeOffset now, DateTimeOffset? notBefore = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new()
        {
            Queue = queue,
            Key = key,
            Type = message.GetType().Name,
            Body = JsonSerializer.Serialize(message, message.GetType(), MessageJson.Options),
            TraceParent = Activity.Current?.Id,
            CreatedAt = now,
            NotBefore = notBefore ?? now,
        };
    }
}
