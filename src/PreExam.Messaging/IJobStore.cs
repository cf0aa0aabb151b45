namespace PreExam.Messaging;

/// <summary>
/// The outbox table as the dispatcher and the staff see it. What is done together with something else is not here: a message is added,
/// taken back, driven again and discarded in the caller's own DbContext. Every change to a claimed message shows the lease and is refused (false) when another claim has replaced it.
/// </summary>
public interface IJobStore
{
    /// <summary>The first live message of each key that nobody holds, the longest due first; those not yet due come last.</summary>
    Task<IReadOnlyList<WaitingMessage>> Waiting(string queue, int limit, CancellationToken cancellation);

    /// <summary>
    /// Takes the message, counting the attempt. Null when it is gone, dead, not due, held by another, or when an earlier live
    /// message of its key exists or a later one is held. Of any number of simultaneous callers one wins.
    /// </summary>
    Task<OutboxMessage?> Claim(Guid id, string lease, TimeSpan length, CancellationToken cancellation);

    /// <summary>Holds on for another <paramref name="length"/>.</summary>
    Task<bool> Renew(OutboxMessage claimed, TimeSpan length, CancellationToken cancellation);

    /// <summary>Removes the message: it is done.</summary>
    Task<bool> Complete(OutboxMessage claimed, CancellationToken cancellation);

    /// <summary>Gives the message back. It keeps its place in its key's order.</summary>
    Task<bool> Retry(OutboxMessage claimed, DateTimeOffset notBefore, bool spendsAttempt, string? error, CancellationToken cancellation);

    /// <summary>Makes a dead letter of it.</summary>
    Task<bool> Bury(OutboxMessage claimed, string reason, string? error, CancellationToken cancellation);

    /// <summary>The message that may run now that one of <paramref name="key"/> has ended, if it is due.</summary>
    Task<Guid?> NextOf(string queue, Guid key, CancellationToken cancellation);

    /// <summary>Dead letters that nobody has discarded, the oldest first.</summary>
    /// <param name="queue">Only this queue's; null for all.</param>
    /// <param name="after">The last <see cref="OutboxMessage.Sequence"/> already seen; 0 for the first page.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellation">Ends the query.</param>
    Task<IReadOnlyList<OutboxMessage>> DeadLetters(string? queue, long after, int limit, CancellationToken cancellation);

    /// <summary>One message, dead or alive; null when done or never there.</summary>
    Task<OutboxMessage?> Find(Guid id, CancellationToken cancellation);

    /// <summary>How full each queue is and how far behind.</summary>
    Task<IReadOnlyList<QueueState>> States(CancellationToken cancellation);
}

/// <summary>A message that heads its key and is held by nobody.</summary>
/// <param name="Id">Its id.</param>
/// <param name="NotBefore">When it may run.</param>
public sealed record WaitingMessage(Guid Id, DateTimeOffset NotBefore);

/// <summary>One queue at a glance.</summary>
/// <param name="Queue">Its name.</param>
/// <param name="Due">Could run now, or waits only for its key's turn.</param>
/// <param name="Scheduled">Due later.</param>
/// <param name="Held">Being worked on.</param>
/// <param name="Dead">Dead letters that nobody has discarded.</param>
/// <param name="OldestDue">Since when the longest due message waits; null when none does.</param>
public sealed record QueueState(string Queue, int Due, int Scheduled, int Held, int Dead, DateTimeOffset? OldestDue);
