using Microsoft.Extensions.DependencyInjection;
using PreExam.Testing;
using PreExam.WeChat.Tokens;

namespace PreExam.Server.Tests.Accounts;

public sealed class SharedTokenCacheTests(Hosts hosts)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Of_many_who_want_to_fetch_at_once_one_may(Backend backend)
    {
        var (cache, _, account) = await Cache(backend);

        var leases = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => cache.TryLock(account, Cancellation)));

        var lease = Assert.Single(leases, lease => lease is not null);
        Assert.Null(await cache.TryLock(account, Cancellation));
        await lease!.DisposeAsync();
        Assert.NotNull(await cache.TryLock(account, Cancellation));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_holder_that_died_holds_nobody_up_for_longer_than_half_a_minute(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var cache = host.Services.GetRequiredService<ISharedTokenCache>();
        var dead = await cache.TryLock("x", Cancellation);
        Assert.NotNull(dead);

        host.Clock.Advance(TimeSpan.FromSeconds(31));
        var living = await cache.TryLock("x", Cancellation);

        Assert.NotNull(living);
        await dead.DisposeAsync(); // it was not dead but slow: what it no longer holds it can't give back
        Assert.Null(await cache.TryLock("x", Cancellation));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_token_is_forgotten_only_while_it_is_the_one_kept(Backend backend)
    {
        var (cache, now, account) = await Cache(backend);
        var first = new CachedToken("first", now, now.AddHours(1), now.AddHours(2));
        var second = new CachedToken("second", now, now.AddHours(1), now.AddHours(2));
        Assert.Null(await cache.Find(account, Cancellation));

        await cache.Store(account, first, Cancellation);
        await cache.Store(account, second, Cancellation);
        await cache.Forget(account, first, Cancellation);
        Assert.Equal(second, await cache.Find(account, Cancellation));
        await cache.Forget(account, second, Cancellation);

        Assert.Null(await cache.Find(account, Cancellation));
    }

    private async Task<(ISharedTokenCache Cache, DateTimeOffset Now, string Account)> Cache(Backend backend)
    {
        var host = await hosts.Shared(backend);
        return (host.Services.GetRequiredService<ISharedTokenCache>(), host.Clock.GetUtcNow(), $"wx{Guid.NewGuid():N}");
    }
}
