using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PreExam.Persistence;
using PreExam.Persistence.Audit;
using PreExam.Persistence.Keys;

namespace PreExam.Server.Audit;

/// <summary>What a walk along the chain found.</summary>
/// <param name="Intact">Whether every row fits and the head vouches for all of them.</param>
/// <param name="Sealed">Rows in the chain.</param>
/// <param name="Unsealed">Rows not yet in it.</param>
/// <param name="FirstBroken">Place of the first row that does not fit, is missing or is one too many, or null.</param>
/// <param name="HeadState">Whether the end of the chain is vouched for.</param>
/// <param name="HeadCount">Rows that the head vouches for, or null without a good head.</param>
/// <param name="HeadHash">Hash of the last of them.</param>
public sealed record AuditVerification(
    bool Intact, long Sealed, long Unsealed, long? FirstBroken, AuditHeadState HeadState, long? HeadCount, string? HeadHash);

/// <summary>
/// The chain of audit rows: each hash covers its row and the hash before it, and the head vouches for the last. A row that was changed,
/// taken out or put in later is noticed, at the end too.
/// </summary>
internal sealed class AuditChain
{
    private const int Stretch = 1000;

    private long _rows;
    private long? _last;
    private long _expected = 1;
    private string _hash = AuditHead.Start.Hash;
    private long? _firstBroken;

    private AuditChain()
    {
    }

    /// <summary>Walks the whole chain, beside processes that go on sealing.</summary>
    public static async Task<AuditVerification> Verify(PreExamDb db, IKeyRing ring, CancellationToken cancellation)
    {
        var walk = new AuditChain();
        await walk.ReadOn(db, cancellation);
        var (head, state) = await AuditHead.Read(db, ring, cancellation);
        // Rows and head are stored together, and the head was read after the rows: if it knows more of them, these are there to be read now.
        while (head?.Count >= walk._expected && await walk.ReadOn(db, cancellation)) (head, state) = await AuditHead.Read(db, ring, cancellation);

        if (head is not null) walk.EndAt(head);
        var unsealed = await db.Audit.LongCountAsync(a => a.Sequence == null, cancellation);
        return new AuditVerification(
            walk._firstBroken is null && state == AuditHeadState.Good, walk._rows, unsealed, walk._firstBroken, state, head?.Count, head?.Hash);
    }

    /// <summary>The hash of a row that stands in its place.</summary>
    public static string HashOf(AuditRow row, string before)
    {
        string[] parts =
        [
            before, row.Sequence!.Value.ToString(CultureInfo.InvariantCulture), row.Id.ToString("N"),
            row.At.UtcTicks.ToString(CultureInfo.InvariantCulture), row.ActorKind, row.ActorId?.ToString("N") ?? "",
            row.Action, row.TargetKind, row.TargetId.ToString("N"), row.Detail ?? "",
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
    }

    /// <summary>Walks on to where the rows end now.</summary>
    /// <returns>False when there was none left.</returns>
    private async Task<bool> ReadOn(PreExamDb db, CancellationToken cancellation)
    {
        for (var any = false; ; any = true)
        {
            var last = _last;
            var rows = await db.Audit.AsNoTracking().Where(a => a.Sequence != null && (last == null || a.Sequence > last))
                .OrderBy(a => a.Sequence).Take(Stretch).ToListAsync(cancellation);
            if (rows.Count == 0) return any;
            foreach (var row in rows) Pass(row);
        }
    }

    private void Pass(AuditRow row)
    {
        if (row.Sequence != _expected || row.Hash != HashOf(row, _hash)) _firstBroken ??= _expected;
        _rows++;
        _last = row.Sequence;
        _expected = row.Sequence!.Value + 1;
        _hash = row.Hash ?? "";
    }

    private void EndAt(AuditHead head)
    {
        if (head.Count >= _expected) _firstBroken ??= _expected;
        else if (head.Count < _expected - 1) _firstBroken ??= head.Count + 1;
        else if (head.Hash != _hash) _firstBroken ??= Math.Max(head.Count, 1);
    }
}
