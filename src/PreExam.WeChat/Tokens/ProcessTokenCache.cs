using System.Collections.Concurrent;

namespace PreExam.WeChat.Tokens;

/// <summary>The cache of a single process: what a server has that shares nothing.</summary>
internal sealed class ProcessTokenCache : ISharedTokenCache
{
    private readonly ConcurrentDictionary<string, CachedToken> _tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lease> _leases = new(StringComparer.Ordinal);

    public Task<CachedToken?> Find(string appId, CancellationToken cancellation) => Task.FromResult(_tokens.GetValueOrDefault(appId));

    public Task Store(string appId, CachedToken token, CancellationToken cancellation)
    {
        _tokens[appId] = token;
        return Task.CompletedTask;
    }

    public Task Forget(string appId, CachedToken failing, CancellationToken cancellation)
    {
        _tokens.TryRemove(KeyValuePair.Create(appId, failing));
        return Task.CompletedTask;
    }

    public Task<IAsyncDisposable?> TryLock(string appId, CancellationToken cancellation)
    {
        var lease = new Lease(_leases, appId);
        return Task.FromResult<IAsyncDisposable?>(_leases.TryAdd(appId, lease) ? lease : null);
    }

    private sealed class Lease(ConcurrentDictionary<string, Lease> leases, string appId) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            leases.TryRemove(KeyValuePair.Create(appId, this));
            return ValueTask.CompletedTask;
        }
    }
}
