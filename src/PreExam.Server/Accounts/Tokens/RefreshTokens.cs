using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Persistence;
using PreExam.Persistence.Accounts;

namespace PreExam.Server.Accounts;

/// <summary>
/// Rotating refresh tokens. Each works once; used again, it was copied, and since nobody can tell the thief from the owner the
/// whole family that began with that sign-in ends.
/// </summary>
internal sealed class RefreshTokens(PreExamDb db, TimeProvider clock)
{
    /// <summary>A citizen comes back within the weeks of a case; every use gives the full time again.</summary>
    public static readonly TimeSpan PersonLife = TimeSpan.FromDays(30);

    /// <summary>A working day; counted from the sign-in, so that a desk that is left open ends by itself.</summary>
    public static readonly TimeSpan StaffLife = TimeSpan.FromHours(12);

    private const int Bytes = 32;
    private static readonly int TextLength = Base64Url.GetEncodedLength(Bytes);

    /// <summary>Begins a family; the caller saves.</summary>
    public string Begin(Guid subject, bool isStaff) =>
        Add(Guid.CreateVersion7(), subject, isStaff, clock.GetUtcNow() + (isStaff ? StaffLife : PersonLife));

    /// <summary>Exchanges a token for the next one of its family. Of two exchanges at once exactly one wins.</summary>
    /// <returns>Refused as <c>refresh_token_invalid</c> or <c>refresh_token_reused</c>.</returns>
    public async Task<(Guid Subject, string? Next, Refusal? Refusal)> Exchange(string token, bool isStaff, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var found = await Find(token, isStaff, cancellation);
        if (found is null || found.RevokedAt is not null) return Refused("refresh_token_invalid");
        if (found.UsedAt is not null) return await Reused(found, now, cancellation);

        // A revocation can miss the token that an exchange is just writing; so one revoked member speaks for all.
        if (found.ExpiresAt <= now || await db.RefreshTokens.AnyAsync(t => t.Family == found.Family && t.RevokedAt != null, cancellation))
            return Refused("refresh_token_invalid");

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var won = await db.RefreshTokens.Where(t => t.Id == found.Id && t.UsedAt == null && t.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.UsedAt, now).SetProperty(t => t.Version, t => t.Version + 1), cancellation);
        if (won == 0)
        {
            await transaction.RollbackAsync(CancellationToken.None);
            return await Reused(found, now, cancellation);
        }

        var next = Add(found.Family, found.Subject, isStaff, isStaff ? found.ExpiresAt : now + PersonLife);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return (found.Subject, next, null);
    }

    /// <summary>Signs out: the family of the token ends. An unknown token is as good as signed out.</summary>
    public async Task End(string token, bool isStaff, CancellationToken cancellation)
    {
        if (await Find(token, isStaff, cancellation) is { } found) await Revoke(found.Family, clock.GetUtcNow(), cancellation);
    }

    /// <summary>Ends every sign-in of an account.</summary>
    public Task<int> EndAll(Guid subject, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return db.RefreshTokens.Where(t => t.Subject == subject && t.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.RevokedAt, now), cancellation);
    }

    private async Task<RefreshToken?> Find(string token, bool isStaff, CancellationToken cancellation)
    {
        if (token.Length != TextLength) return null;
        var hash = HashOf(token);
        return await db.RefreshTokens.AsNoTracking().SingleOrDefaultAsync(t => t.TokenHash == hash && t.IsStaff == isStaff, cancellation);
    }

    private string Add(Guid family, Guid subject, bool isStaff, DateTimeOffset expiresAt)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        db.RefreshTokens.Add(new RefreshToken
        {
            Family = family,
            Subject = subject,
            IsStaff = isStaff,
            TokenHash = HashOf(token),
            ExpiresAt = expiresAt,
        });
        return token;
    }

    private async Task<(Guid, string?, Refusal?)> Reused(RefreshToken found, DateTimeOffset now, CancellationToken cancellation)
    {
        await Revoke(found.Family, now, cancellation);
        return Refused("refresh_token_reused");
    }

    private Task<int> Revoke(Guid family, DateTimeOffset now, CancellationToken cancellation) =>
        db.RefreshTokens.Where(t => t.Family == family && t.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.RevokedAt, now), cancellation);

    /// <summary>The token has 256 random bits: a plain hash can't be turned back.</summary>
    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static (Guid, string?, Refusal?) Refused(string code) => (Guid.Empty, null, new Refusal(code));
}
