namespace PreExam.WeChat.Tokens;

/// <summary>An access token as it is shared by all processes.</summary>
/// <param name="Value">The token. Never logged.</param>
/// <param name="FetchedAt">When it came; tells two fetches of the same text apart.</param>
/// <param name="RefreshAt">From here on a new one is fetched, while this one still works.</param>
/// <param name="ExpiresAt">From here on it is dead.</param>
public sealed record CachedToken(string Value, DateTimeOffset FetchedAt, DateTimeOffset RefreshAt, DateTimeOffset ExpiresAt)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => $"CachedToken until {ExpiresAt:O}";
}

/// <summary>
/// Where the whole fleet keeps WeChat's one access token. The server fills this seam with what its processes share; without
/// that, each process keeps its own, which <c>stable_token</c> bears.
/// </summary>
public interface ISharedTokenCache
{
    /// <summary>The token of that account, if one is kept; it may have expired.</summary>
    Task<CachedToken?> Find(string appId, CancellationToken cancellation);

    /// <summary>Keeps it in place of the former one.</summary>
    Task Store(string appId, CachedToken token, CancellationToken cancellation);

    /// <summary>Drops it, but only if <paramref name="failing"/> is still the one kept: somebody may have renewed it already.</summary>
    Task Forget(string appId, CachedToken failing, CancellationToken cancellation);

    /// <summary>
    /// The right to fetch, held until disposed. It must end by itself (half a minute) when its holder dies.
    /// </summary>
    /// <returns>Null while another process has it.</returns>
    Task<IAsyncDisposable?> TryLock(string appId, CancellationToken cancellation);
}
