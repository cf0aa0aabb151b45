using Microsoft.EntityFrameworkCore;
using PreExam.Messaging;

namespace PreExam.Persistence.Jobs;

/// <summary>What a person decides about a dead letter, in the caller's transaction: the decision and the note of who took it are one.</summary>
public static class DeadLetterDecisions
{
    // A later message of the key may be claimed in the very moment of the re-drive; this lets that claim become visible,
    // so that two messages of one key never run together.
    private static readonly TimeSpan RedrivePause = TimeSpan.FromSeconds(1);

    /// <summary>Gives a dead letter a new life with all its attempts. False when there is no such dead letter.</summary>
    /// <param name="context">A context that maps the outbox.</param>
    /// <param name="id">The message.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellation">Ends the statement.</param>
    public static async Task<bool> Redrive(this DbContext context, Guid id, DateTimeOffset now, CancellationToken cancellation)
    {
        var soon = now + RedrivePause;
        return await Undecided(context, id).ExecuteUpdateAsync(set => set
            .SetProperty(m => m.DeadAt, (DateTimeOffset?)null)
            .SetProperty(m => m.DeadReason, (string?)null)
            .SetProperty(m => m.Attempts, 0)
            .SetProperty(m => m.CreatedAt, soon) // how long it may be put off counts from here
            .SetProperty(m => m.NotBefore, soon), cancellation) == 1;
    }

    /// <summary>Takes a dead letter off the list for good; its row stays, with the reason. False when there is no such dead letter.</summary>
    /// <param name="context">A context that maps the outbox.</param>
    /// <param name="id">The message.</param>
    /// <param name="reason">Why nothing more is needed, in that person's words.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellation">Ends the statement.</param>
    public static async Task<bool> Discard(this DbContext context, Guid id, string reason, DateTimeOffset now, CancellationToken cancellation) =>
        await Undecided(context, id).ExecuteUpdateAsync(set => set
            .SetProperty(m => m.DiscardedAt, now)
            .SetProperty(m => m.DiscardReason, reason), cancellation) == 1;

    private static IQueryable<OutboxMessage> Undecided(DbContext context, Guid id)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Set<OutboxMessage>().Where(m => m.Id == id && m.DeadAt != null && m.DiscardedAt == null);
    }
}
