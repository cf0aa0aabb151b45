using Microsoft.EntityFrameworkCore;
using PreExam.Persistence;
using PreExam.Persistence.Keys;

namespace PreExam.Server.Audit;

/// <summary>Chains audit rows in batches, after they were appended, so that no two page views wait for each other.</summary>
internal sealed class AuditSealer(IServiceScopeFactory scopes, IKeyRing ring, TimeProvider clock, ILogger<AuditSealer> logger) : BackgroundService
{
    private const int Batch = 500;

    private AuditHeadState _seen = AuditHeadState.Good;

    // Rows of transactions that are still open must not be passed over for ever; they join a later batch, order is by sealing.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await SealBatch(stoppingToken) == Batch)
                {
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.SealingFailed(exception);
            }
        }
    }

    /// <summary>Seals the oldest rows that are not sealed yet, and the new head with them.</summary>
    /// <returns>How many.</returns>
    internal async Task<int> SealBatch(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PreExamDb>();
        if (!await db.Audit.AnyAsync(a => a.Sequence == null, cancellation)) return 0;

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await AuditHead.Hold(db, cancellation);
        var rows = await db.Audit.Where(a => a.Sequence == null).OrderBy(a => a.Id).Take(Batch).ToListAsync(cancellation);
        if (rows.Count == 0) return 0; // another process has just sealed them
        var (head, state) = await AuditHead.Read(db, ring, cancellation);
        var last = await db.Audit.AsNoTracking().Where(a => a.Sequence != null).OrderByDescending(a => a.Sequence).FirstOrDefaultAsync(cancellation);
        // From the head, not from the last row: where rows were cut off or put in behind its back, the gap stays for the next walk to find.
        var (place, hash) = (Math.Max(head?.Count ?? 0, last?.Sequence ?? 0), head?.Hash ?? last?.Hash ?? AuditHead.Start.Hash);
        foreach (var row in rows)
        {
            row.Sequence = ++place;
            row.Hash = hash = AuditChain.HashOf(row, hash);
        }

        await db.SaveChangesAsync(cancellation);
        // A head that is missing or forged is evidence: a new one would wipe it out.
        if (head is not null) await new AuditHead(place, hash).Store(db, ring, cancellation);
        await transaction.CommitAsync(cancellation);
        Tell(state);
        return rows.Count;
    }

    private void Tell(AuditHeadState state)
    {
        if (state != _seen && state != AuditHeadState.Good) logger.HeadWrong(state);
        _seen = state;
    }
}

internal static partial class AuditLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Sealing audit rows failed; they stay unsealed until the next turn")]
    public static partial void SealingFailed(this ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The head of the audit chain is wrong: {State}; rows are chained on without it")]
    public static partial void HeadWrong(this ILogger logger, AuditHeadState state);
}
