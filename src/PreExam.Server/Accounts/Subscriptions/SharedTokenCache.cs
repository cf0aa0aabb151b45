using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PreExam.Persistence;
using PreExam.Persistence.Keys;
using PreExam.Persistence.Platform;
using PreExam.WeChat.Tokens;

namespace PreExam.Server.Accounts;

/// <summary>
/// WeChat's one access token for the whole fleet, sealed in the database, which every process reaches on every backend. The right to
/// fetch is a row that a conditional update takes over once it has ended.
/// </summary>
internal sealed class SharedTokenCache(IServiceScopeFactory scopes, FieldCipher cipher, TimeProvider clock) : ISharedTokenCache
{
    private const string Column = "sharedValue.weChatToken";

    /// <summary>A fetch takes a second; a holder that died holds the others up no longer than this.</summary>
    private static readonly TimeSpan LockFor = TimeSpan.FromSeconds(30);

    public Task<CachedToken?> Find(string appId, CancellationToken cancellation) => With(async db =>
        (await db.Shared.AsNoTracking().SingleOrDefaultAsync(v => v.Name == TokenName(appId), cancellation)) is { } row ? Reveal(row) : null);

    public Task Store(string appId, CachedToken token, CancellationToken cancellation) => With(async db =>
    {
        var value = cipher.Protect(Column, JsonSerializer.Serialize(token));
        if (await Replace() > 0) return true;
        db.Shared.Add(new SharedValue { Name = TokenName(appId), Value = value, ExpiresAt = token.ExpiresAt });
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            await Replace();
        }

        return true;

        Task<int> Replace() => db.Shared.Where(v => v.Name == TokenName(appId)).ExecuteUpdateAsync(
            set => set.SetProperty(v => v.Value, value).SetProperty(v => v.ExpiresAt, token.ExpiresAt).SetProperty(v => v.Version, v => v.Version + 1),
            cancellation);
    });

    public Task Forget(string appId, CachedToken failing, CancellationToken cancellation) => With(async db =>
    {
        var row = await db.Shared.AsNoTracking().SingleOrDefaultAsync(v => v.Name == TokenName(appId), cancellation);
        if (row is null || Reveal(row) != failing) return 0;
        return await db.Shared.Where(v => v.Name == row.Name && v.Version == row.Version).ExecuteDeleteAsync(cancellation);
    });

    public Task<IAsyncDisposable?> TryLock(string appId, CancellationToken cancellation) => With<IAsyncDisposable?>(async db =>
    {
        var (name, holder, now) = ($"wechat-token-lock:{appId}", Guid.NewGuid().ToString("N"), clock.GetUtcNow());
        var taken = await db.Shared.Where(v => v.Name == name && v.ExpiresAt <= now).ExecuteUpdateAsync(
            set => set.SetProperty(v => v.Value, holder).SetProperty(v => v.ExpiresAt, now + LockFor).SetProperty(v => v.Version, v => v.Version + 1),
            cancellation);
        if (taken > 0) return new Lease(this, name, holder);
        if (await db.Shared.AnyAsync(v => v.Name == name, cancellation)) return null;

        db.Shared.Add(new SharedValue { Name = name, Value = holder, ExpiresAt = now + LockFor });
        try
        {
            await db.SaveChangesAsync(cancellation);
            return new Lease(this, name, holder);
        }
        catch (DbUpdateException)
        {
            return null; // another process was first
        }
    });

    private static string TokenName(string appId) => $"wechat-token:{appId}";

    private CachedToken? Reveal(SharedValue row)
    {
        try
        {
            return JsonSerializer.Deserialize<CachedToken>(cipher.Reveal(Column, row.Value));
        }
        catch (CryptographicException)
        {
            return null; // its key has been retired: a new token is fetched
        }
    }

    private async Task<T> With<T>(Func<PreExamDb, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<PreExamDb>());
    }

    private sealed class Lease(SharedTokenCache cache, string name, string holder) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() =>
            await cache.With(db => db.Shared.Where(v => v.Name == name && v.Value == holder).ExecuteDeleteAsync(CancellationToken.None));
    }
}
