namespace PreExam.Messaging;

/// <summary>
/// Tells workers that a message is there. It may forget, repeat and reorder: the truth is the row, and the sweeper
/// announces again whatever is due and unclaimed.
/// </summary>
public interface IBroker
{
    /// <summary>What traces call it.</summary>
    string Name { get; }

    /// <summary>Hands each id to one worker of the queue, whichever is free.</summary>
    Task Announce(string queue, IReadOnlyCollection<Guid> messages, CancellationToken cancellation);

    /// <summary>Waits for the next announcement. One caller at a time per queue and process.</summary>
    Task<Announcement> Receive(string queue, CancellationToken cancellation);

    /// <summary>The announcement has served: nobody needs to hear it again.</summary>
    Task Acknowledge(Announcement announcement, CancellationToken cancellation);

    /// <summary>About how many announcements no worker has received yet.</summary>
    Task<long> Unheard(string queue, CancellationToken cancellation);
}

/// <summary>What a worker hears.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Message">The outbox row's id.</param>
/// <param name="Receipt">The broker's own reference, given back with <see cref="IBroker.Acknowledge"/>.</param>
public sealed record Announcement(string Queue, Guid Message, string Receipt);

/// <summary>Called with the messages that a transaction has just committed. Never throws, never waits.</summary>
public interface IAnnouncer
{
    /// <summary>Passes the news on to the broker in the background.</summary>
    void Committed(IReadOnlyCollection<OutboxMessage> messages);
}
