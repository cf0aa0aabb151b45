using Microsoft.EntityFrameworkCore;
using PreExam.Messaging;

namespace PreExam.Persistence.Jobs;

public sealed partial class JobStore<TContext>
{
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
