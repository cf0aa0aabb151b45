using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PreExam.Persistence;
using PreExam.Persistence.Audit;

namespace PreExam.Server.Audit;

/// <summary>What a walk along the chain found.</summary>
/// <param name="Sealed">Rows in the chain.</param>
/// <param name="Unsealed">Rows not yet in it.</param>
/// <param name="FirstBroken">Place of the first row whose hash does not fit, or null.</param>
public sealed record AuditVerification(long Sealed, long Unsealed, long? FirstBroken);

/// <summary>
/// Chains audit rows by hash, in batches, after they were appended: each hash covers the row and the hash before it, so a row
/// that was changed, taken out or put in later is noticed.
/// </summary>
internal sealed class AuditSealer(IServiceScopeFactory scopes, TimeProvider clock, ILogger<AuditSealer> logger) : BackgroundService
{
    private const int Batch = 500;
    private static readonly string Start = new('0', 64);

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
            catch (DbUpdateException)
            {
                // Another process sealed the same places first; the unique place in the chain decided, and the next turn goes on.
                logger.SealingLostRace();
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.SealingFailed(exception);
            }
        }
    }

    internal async Task<int> SealBatch(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PreExamDb>();
        var rows = await db.Audit.Where(a => a.Sequence == null).OrderBy(a => a.Id).Take(Batch).ToListAsync(cancellation);
        if (rows.Count == 0) return 0;
        var last = await db.Audit.AsNoTracking().Where(a => a.Sequence != null).OrderByDescending(a => a.Sequence).FirstOrDefaultAsync(cancellation);
        var (sequence, hash) = (last?.Sequence ?? 0, last?.Hash ?? Start);
        foreach (var row in rows)
        {
            row.Sequence = ++sequence;
            row.Hash = hash = HashOf(row, hash);
        }

        await db.SaveChangesAsync(cancellation);
        return rows.Count;
    }

    /// <summary>Walks the whole chain.</summary>
    internal static async Task<AuditVerification> Verify(PreExamDb db, CancellationToken cancellation)
    {
        var (count, expected, hash) = (0L, 1L, Start);
        long? broken = null;
        await foreach (var row in db.Audit.AsNoTracking().Where(a => a.Sequence != null).OrderBy(a => a.Sequence).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            count++;
            if (broken is null && (row.Sequence != expected || row.Hash != HashOf(row, hash))) broken = expected;
            expected++;
            hash = row.Hash ?? "";
        }

        return new AuditVerification(count, await db.Audit.LongCountAsync(a => a.Sequence == null, cancellation), broken);
    }

    private static string HashOf(AuditRow row, string before)
    {
        string[] parts =
        [
            before, row.Sequence!.Value.ToString(CultureInfo.InvariantCulture), row.Id.ToString("N"),
            row.At.UtcTicks.ToString(CultureInfo.InvariantCulture), row.ActorKind, row.ActorId?.ToString("N") ?? "",
            row.Action, row.TargetKind, row.TargetId.ToString("N"), row.Detail ?? "",
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
    }
}

internal static partial class AuditLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Another process sealed these audit rows first")]
    public static partial void SealingLostRace(this ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "Sealing audit rows failed; they stay unsealed until the next turn")]
    public static partial void SealingFailed(this ILogger logger, Exception exception);
}
