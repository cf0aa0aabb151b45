using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PreExam.Persistence;
using PreExam.Persistence.Keys;
using PreExam.Persistence.Platform;

namespace PreExam.Server.Audit;

/// <summary>What is known of the end of the chain.</summary>
public enum AuditHeadState
{
    /// <summary>There, and vouched for with our key.</summary>
    Good,

    /// <summary>Not there: somebody removed it.</summary>
    Missing,

    /// <summary>Not of our making: somebody changed it, or the key ring is another.</summary>
    Forged,
}

/// <summary>
/// The end of the chain: how many rows are sealed, and the last one's hash. It is vouched for with a key that the database does not hold
/// (HMAC-SHA256), so that rows can't be cut off its end, nor the whole be chained anew, by somebody who has the database alone.
/// </summary>
/// <param name="Count">Place of the last sealed row.</param>
/// <param name="Hash">Its hash.</param>
internal sealed record AuditHead(long Count, string Hash)
{
    private const string Name = "audit-head";

    /// <summary>Before the first row.</summary>
    public static AuditHead Start { get; } = new(0, new string('0', 64));

    /// <summary>
    /// Begins the chain of a database in which nothing has happened yet. Never later: a head that was removed must not come back by itself.
    /// </summary>
    public static async Task Begin(PreExamDb db, IKeyRing ring, CancellationToken cancellation)
    {
        if (await Row(db).AnyAsync(cancellation) || await db.Audit.AnyAsync(cancellation) || await db.Staff.AnyAsync(cancellation)) return;
        db.Shared.Add(new SharedValue { Name = Name, Value = Start.Seal(ring) });
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            if (!await Row(db).AnyAsync(cancellation)) throw; // else another process of this installation was first
        }
    }

    /// <summary>Holds the head's row until the caller's transaction ends, so that one process at a time seals.</summary>
    public static Task Hold(PreExamDb db, CancellationToken cancellation) =>
        Row(db).ExecuteUpdateAsync(set => set.SetProperty(v => v.Version, v => v.Version + 1), cancellation);

    /// <summary>The head, or why there is none to go by.</summary>
    public static async Task<(AuditHead? Head, AuditHeadState State)> Read(PreExamDb db, IKeyRing ring, CancellationToken cancellation)
    {
        var text = await Row(db).AsNoTracking().Select(v => v.Value).SingleOrDefaultAsync(cancellation);
        if (text is null) return (null, AuditHeadState.Missing);
        return text.Split('.') is [var count, var hash, var version, _]
            && long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            && new AuditHead(place, hash) is var head
            && ring.All(KeyPurpose.Audit).FirstOrDefault(key => $"{key.Version}" == version) is { } known
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(head.Seal(known)), Encoding.UTF8.GetBytes(text))
                ? (head, AuditHeadState.Good)
                : (null, AuditHeadState.Forged);
    }

    /// <summary>Puts this in the place of the head; the caller holds it.</summary>
    public Task Store(PreExamDb db, IKeyRing ring, CancellationToken cancellation)
    {
        var text = Seal(ring);
        return Row(db).ExecuteUpdateAsync(set => set.SetProperty(v => v.Value, text), cancellation);
    }

    private static IQueryable<SharedValue> Row(PreExamDb db) => db.Shared.Where(v => v.Name == Name);

    private string Seal(IKeyRing ring) => Seal(ring.Current(KeyPurpose.Audit));

    private string Seal(RingKey key)
    {
        var seal = HMACSHA256.HashData(key.Secret.Span, Encoding.UTF8.GetBytes(FormattableString.Invariant($"audit head\n{Count}\n{Hash}")));
        return FormattableString.Invariant($"{Count}.{Hash}.{key.Version}.{Base64Url.EncodeToString(seal)}");
    }
}
