using Microsoft.EntityFrameworkCore;
using PreExam.Messaging;

namespace PreExam.Persistence.Jobs;

public sealed partial class JobStore<TContext>
{
    // A later message of the key may be claimed in the very moment of the re-drive; this lets that claim become visible,
    // so that two messages of one key never run together.
    private static readonly TimeSpan RedrivePause = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    public Task<IReadOnlyList<OutboxMessage>> DeadLetters(string? queue, long after, int limit, CancellationToken cancellation) =>
        Read(async outbox => (IReadOnlyList<OutboxMessage>)await outbox.AsNoTracking()
            .Where(m => m.DeadAt != null && m.DiscardedAt == null && m.Sequence > after && (queue == null || m.Queue == queue))
            .OrderBy(m => m.Sequence)
            .Take(limit)
            .ToListAsync(cancellation));

    /// <inheritdoc />
    public Task<OutboxMessage?> Find(Guid id, CancellationToken cancellation) =>
        Read(outbox => outbox.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancellation));

    /// <inheritdoc />
    public Task<bool> Redrive(Guid id, CancellationToken cancellation)
    {
        var soon = clock.GetUtcNow() + RedrivePause;
        return Write(dead => dead.ExecuteUpdateAsync(set => set
            .SetProperty(m => m.DeadAt, (DateTimeOffset?)null)
            .SetProperty(m => m.DeadReason, (string?)null)
            .SetProperty(m => m.Attempts, 0)
            .SetProperty(m => m.NotBefore, soon), cancellation), m => m.Id == id && m.DeadAt != null && m.DiscardedAt == null);
    }

    /// <inheritdoc />
    public Task<bool> Discard(Guid id, string reason, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return Write(dead => dead.ExecuteUpdateAsync(set => set
            .SetProperty(m => m.DiscardedAt, now)
            .SetProperty(m => m.DiscardReason, reason), cancellation), m => m.Id == id && m.DeadAt != null && m.DiscardedAt == null);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<QueueState>> States(CancellationToken cancellation) => Read(async outbox =>
    {
        var now = clock.GetUtcNow();
        return (IReadOnlyList<QueueState>)await outbox
            .Where(m => m.DiscardedAt == null)
            .GroupBy(m => m.Queue)
            .Select(q => new QueueState(
                q.Key,
                q.Count(m => m.DeadAt == null && m.NotBefore <= now && (m.LeasedUntil == null || m.LeasedUntil < now)),
                q.Count(m => m.DeadAt == null && m.NotBefore > now && (m.LeasedUntil == null || m.LeasedUntil < now)),
                q.Count(m => m.DeadAt == null && m.LeasedUntil >= now),
                q.Count(m => m.DeadAt != null),
                q.Min(m => m.DeadAt == null && m.NotBefore <= now && (m.LeasedUntil == null || m.LeasedUntil < now)
                    ? m.NotBefore : (DateTimeOffset?)null)))
            .ToListAsync(cancellation);
    });
}
