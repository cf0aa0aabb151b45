using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PreExam.Messaging;

namespace PreExam.Persistence.Jobs;

/// <summary>
/// Tells the announcer which messages have just been committed, so that workers hear of them within milliseconds. A
/// message in a transaction of the caller's is told at its commit, never before: a worker that looks too early finds nothing.
/// </summary>
public sealed class OutboxAnnouncement(IAnnouncer announcer) : ISaveChangesInterceptor, IDbTransactionInterceptor
{
    private readonly ConditionalWeakTable<DbContext, Pending> _contexts = [];

    /// <inheritdoc />
    public InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Collect(eventData?.Context);
        return result;
    }

    /// <inheritdoc />
    public ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Collect(eventData?.Context);
        return ValueTask.FromResult(result);
    }

    /// <inheritdoc />
    public int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        Saved(eventData?.Context);
        return result;
    }

    /// <inheritdoc />
    public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Saved(eventData?.Context);
        return ValueTask.FromResult(result);
    }

    /// <inheritdoc />
    public void SaveChangesFailed(DbContextErrorEventData eventData) => NotSaved(eventData?.Context);

    /// <inheritdoc />
    public Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        NotSaved(eventData?.Context);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Committed(eventData?.Context);

    /// <inheritdoc />
    public Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Committed(eventData?.Context);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void TransactionRolledBack(DbTransaction transaction, TransactionEndEventData eventData) => RolledBack(eventData?.Context);

    /// <inheritdoc />
    public Task TransactionRolledBackAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        RolledBack(eventData?.Context);
        return Task.CompletedTask;
    }

    private void Collect(DbContext? context)
    {
        if (context is null) return;
        var added = context.ChangeTracker.Entries<OutboxMessage>().Where(e => e.State == EntityState.Added).Select(e => e.Entity).ToArray();
        if (added.Length > 0) _contexts.GetOrCreateValue(context).Saving.AddRange(added);
    }

    private void Saved(DbContext? context)
    {
        if (context is null || !_contexts.TryGetValue(context, out var pending)) return;
        pending.Saved.AddRange(pending.Saving);
        pending.Saving.Clear();
        // EF's own transaction is over by now; one of the caller's is not.
        if (context.Database.CurrentTransaction is null) Committed(context);
    }

    private void NotSaved(DbContext? context)
    {
        if (context is not null && _contexts.TryGetValue(context, out var pending)) pending.Saving.Clear();
    }

    private void Committed(DbContext? context)
    {
        if (context is null || !_contexts.TryGetValue(context, out var pending) || pending.Saved.Count == 0) return;
        OutboxMessage[] committed = [.. pending.Saved];
        pending.Saved.Clear();
        announcer.Committed(committed);
    }

    private void RolledBack(DbContext? context)
    {
        if (context is not null) _contexts.Remove(context);
    }

    private sealed class Pending
    {
        public List<OutboxMessage> Saving { get; } = [];

        public List<OutboxMessage> Saved { get; } = [];
    }
}
