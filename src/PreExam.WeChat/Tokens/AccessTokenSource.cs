using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PreExam.WeChat.Api;

namespace PreExam.WeChat.Tokens;

/// <summary>
/// The one holder of the access token. One fetch for the whole fleet: within the process by a semaphore, between processes
/// by the shared cache's lock. Refreshed before it ends, while the former one still works.
/// </summary>
internal sealed partial class AccessTokenSource(
    IWeChatApi api, ISharedTokenCache cache, IOptions<WeChatOptions> options, TimeProvider clock, WeChatTelemetry telemetry,
    ILogger<AccessTokenSource> logger) : IDisposable
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan AlarmPause = TimeSpan.FromMinutes(1); // a wrong secret must not be tried in a loop
    private static readonly TimeSpan FaultPause = TimeSpan.FromSeconds(5); // those who waited for a try that failed don't each try again
    private static readonly TimeSpan OthersFetch = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _one = new(1);
    private CachedToken? _held;
    private (CallFailure Failure, DateTimeOffset Until)? _failed;

    private string AppId => options.Value.AppId;

    public async Task<(CachedToken? Token, CallFailure? Failure)> Get(CancellationToken cancellation)
    {
        if (Fresh(Volatile.Read(ref _held)) is { } held) return (held, null);

        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (Fresh(_held) is { } renewed) return (renewed, null);
            if (_failed is { } failed && failed.Until > clock.GetUtcNow()) return Alive(_held) ? (_held, null) : (null, failed.Failure);

            var (token, failure) = await FindOrFetch(cancellation).ConfigureAwait(false);
            Volatile.Write(ref _held, token);
            _failed = failure is null ? null : (failure, clock.GetUtcNow() + PauseAfter(failure));
            return token is null ? (null, failure) : (token, null);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>WeChat called this token bad. Whoever has it still in hand asks again; a newer one stays untouched.</summary>
    public async Task Drop(CachedToken failing, CancellationToken cancellation)
    {
        Interlocked.CompareExchange(ref _held, null, failing);
        await cache.Forget(AppId, failing, cancellation).ConfigureAwait(false);
    }

    public void Dispose() => _one.Dispose();

    private CachedToken? Fresh(CachedToken? token) => token is not null && clock.GetUtcNow() < token.RefreshAt ? token : null;

    private bool Alive(CachedToken? token) => token is not null && clock.GetUtcNow() < token.ExpiresAt;

    private static TimeSpan PauseAfter(CallFailure failure) =>
        failure.Decision is WeChatDecision.GiveUp or WeChatDecision.WaitUntil ? AlarmPause : FaultPause;

    /// <returns>Both when the renewal failed and the former token still works.</returns>
    private async Task<(CachedToken? Token, CallFailure? Failure)> FindOrFetch(CancellationToken cancellation)
    {
        var waitedSince = clock.GetTimestamp();
        while (true)
        {
            var shared = await cache.Find(AppId, cancellation).ConfigureAwait(false);
            if (Fresh(shared) is not null) return (shared, null);

            var lease = await cache.TryLock(AppId, cancellation).ConfigureAwait(false);
            if (lease is not null)
            {
                await using (lease.ConfigureAwait(false)) return await FetchHoldingLock(cancellation).ConfigureAwait(false);
            }

            if (Alive(shared)) return (shared, null); // another process is renewing it; the former one works meanwhile
            if (clock.GetElapsedTime(waitedSince) > OthersFetch) return (null, CallFailure.Of(TransportFault.NotDone));
            await Task.Delay(Poll, clock, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<(CachedToken? Token, CallFailure? Failure)> FetchHoldingLock(CancellationToken cancellation)
    {
        var shared = await cache.Find(AppId, cancellation).ConfigureAwait(false);
        if (Fresh(shared) is not null) return (shared, null); // it was renewed between our look and our lock

        var (fetched, failure) = await Fetch(cancellation).ConfigureAwait(false);
        if (fetched is not null)
        {
            await cache.Store(AppId, fetched, cancellation).ConfigureAwait(false);
            Fetched(logger, (int)(fetched.ExpiresAt - fetched.FetchedAt).TotalSeconds);
            return (fetched, null);
        }

        return (Alive(shared) ? shared : null, failure);
    }

    private async Task<(CachedToken? Token, CallFailure? Failure)> Fetch(CancellationToken cancellation)
    {
        var account = options.Value;
        for (var repeat = 0; ; repeat++)
        {
            var request = new TokenRequest { AppId = account.AppId, Secret = account.AppSecret };
            var exchange = await Exchange<TokenAnswer>.Of(() => api.StableToken(request, cancellation), cancellation).ConfigureAwait(false);
            var failure = CallFailure.Of(WeChatCall.Token, exchange, logger);
            telemetry.Called(WeChatCall.Token, failure);
            if (failure is null) return (Kept(exchange.Answer!), null);
            if (failure.Decision is not WeChatDecision.Retry || repeat == WeChatCaller.Repeats) return (null, NothingDone(failure));

            await Task.Delay(account.RetryDelay * (1 << repeat), clock, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>However the fetch failed: the call that wanted the token was never made.</summary>
    private static CallFailure NothingDone(CallFailure failure) =>
        failure.Fault is null ? failure : CallFailure.Of(TransportFault.NotDone);

    /// <summary>A token with little life left is not refreshed on every call: half of what it has must pass first.</summary>
    private CachedToken Kept(TokenAnswer answer)
    {
        var now = clock.GetUtcNow();
        var life = TimeSpan.FromSeconds(answer.ExpiresIn!.Value);
        var use = life - Early > life / 2 ? life - Early : life / 2;
        return new CachedToken(answer.AccessToken!, now, now + use, now + life);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "WeChat access token fetched, good for {Seconds} s")]
    private static partial void Fetched(ILogger logger, int seconds);
}
