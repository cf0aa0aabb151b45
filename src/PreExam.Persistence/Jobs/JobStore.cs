using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PreExam.Messaging;

namespace PreExam.Persistence.Jobs;

/// <summary>
/// The outbox table on any of the three databases. Every change is one conditional statement, so that of any number of
/// workers one wins and nothing depends on a lock being held between two statements.
/// </summary>
/// <typeparam name="TContext">A context that maps <see cref="OutboxMessage"/>.</typeparam>
public sealed partial class JobStore<TContext>(IServiceScopeFactory scopes, TimeProvider clock) : IJobStore
    where TContext : DbContext
{
    /// <inheritdoc />
    public Task<IReadOnlyList<WaitingMessage>> Waiting(string queue, int limit, CancellationToken cancellation) => Read(async outbox =>
    {
        var now = clock.GetUtcNow();
        return (IReadOnlyList<WaitingMessage>)await outbox
            .Where(m => m.Queue == queue && m.DeadAt == null && (m.LeasedUntil == null || m.LeasedUntil < now))
            .Where(m => !outbox.Any(e => e.Queue == m.Queue && e.Key == m.Key && e.DeadAt == null && e.Sequence < m.Sequence))
            .Where(m => !outbox.Any(e => e.Queue == m.Queue && e.Key == m.Key && e.DeadAt == null && e.LeasedUntil >= now))
            .OrderBy(m => m.NotBefore).ThenBy(m => m.Sequence)
            .Take(limit)
            .Select(m => new WaitingMessage(m.Id, m.NotBefore))
            .ToListAsync(cancellation);
    });

    /// <inheritdoc />
    public Task<OutboxMessage?> Claim(Guid id, string lease, TimeSpan length, CancellationToken cancellation) => Read(async outbox =>
    {
        var now = clock.GetUtcNow();
        var until = now + length;
        var won = await outbox
            .Where(m => m.Id == id && m.DeadAt == null && m.NotBefore <= now && (m.LeasedUntil == null || m.LeasedUntil < now))
            .Where(m => !outbox.Any(e => e.Queue == m.Queue && e.Key == m.Key && e.DeadAt == null && e.Sequence < m.Sequence))
            .Where(m => !outbox.Any(e => e.Queue == m.Queue && e.Key == m.Key && e.DeadAt == null && e.LeasedUntil >= now))
            .ExecuteUpdateAsync(set => set
                .SetProperty(m => m.LeasedBy, lease)
                .SetProperty(m => m.LeasedUntil, until)
                .SetProperty(m => m.Attempts, m => m.Attempts + 1), cancellation);
        return won == 0 ? null : await outbox.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id && m.LeasedBy == lease, cancellation);
    });

    /// <inheritdoc />
    public Task<bool> Renew(OutboxMessage claimed, TimeSpan length, CancellationToken cancellation)
    {
        var until = clock.GetUtcNow() + length;
        return Write(held => held.ExecuteUpdateAsync(set => set.SetProperty(m => m.LeasedUntil, until), cancellation), Held(claimed));
    }

    /// <inheritdoc />
    public Task<bool> Complete(OutboxMessage claimed, CancellationToken cancellation) =>
        Write(held => held.ExecuteDeleteAsync(cancellation), Held(claimed));

    /// <inheritdoc />
    public Task<bool> Retry(OutboxMessage claimed, DateTimeOffset notBefore, bool spendsAttempt, string? error, CancellationToken cancellation)
    {
        var refund = spendsAttempt ? 0 : 1;
        return Write(held => held.ExecuteUpdateAsync(set => set
            .SetProperty(m => m.NotBefore, notBefore)
            .SetProperty(m => m.Attempts, m => m.Attempts - refund)
            .SetProperty(m => m.LastError, error)
            .SetProperty(m => m.LeasedBy, (string?)null)
            .SetProperty(m => m.LeasedUntil, (DateTimeOffset?)null), cancellation), Held(claimed));
    }

    /// <inheritdoc />
    public Task<bool> Bury(OutboxMessage claimed, string reason, string? error, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return Write(held => held.ExecuteUpdateAsync(set => set
            .SetProperty(m => m.DeadAt, now)
            .SetProperty(m => m.DeadReason, reason)
            .SetProperty(m => m.LastError, error)
            .SetProperty(m => m.LeasedBy, (string?)null)
            .SetProperty(m => m.LeasedUntil, (DateTimeOffset?)null), cancellation), Held(claimed));
    }

    /// <inheritdoc />
    public Task<Guid?> NextOf(string queue, Guid key, CancellationToken cancellation) => Read(async outbox =>
    {
        var now = clock.GetUtcNow();
        var first = await outbox
            .Where(m => m.Queue == queue && m.Key == key && m.DeadAt == null)
            .OrderBy(m => m.Sequence)
            .Select(m => new { m.Id, m.NotBefore })
            .FirstOrDefaultAsync(cancellation);
        return first is not null && first.NotBefore <= now ? first.Id : (Guid?)null;
    });

    // A lease that has run out but was not taken by anyone else is still good: the work was done once, by its holder.
    private static Expression<Func<OutboxMessage, bool>> Held(OutboxMessage claimed)
    {
        var (id, lease) = (claimed.Id, claimed.LeasedBy);
        return m => m.Id == id && m.LeasedBy == lease && m.DeadAt == null;
    }

    private async Task<T> Read<T>(Func<DbSet<OutboxMessage>, Task<T>> query)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<TContext>().Set<OutboxMessage>());
    }

    private Task<bool> Write(Func<IQueryable<OutboxMessage>, Task<int>> change, Expression<Func<OutboxMessage, bool>> condition) =>
        Read(async outbox => await change(outbox.Where(condition)) == 1);
}
