using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PreExam.WeChat.Api;
using PreExam.WeChat.Tokens;
using Refit;

namespace PreExam.WeChat;

/// <summary>
/// Carries a decision out: repeats where nothing can happen twice, renews the token once, and stays silent while a share is
/// used up.
/// </summary>
internal sealed class WeChatCaller(
    AccessTokenSource tokens, IOptions<WeChatOptions> options, TimeProvider clock, WeChatTelemetry telemetry, ILogger<WeChatCaller> logger)
{
    /// <summary>Repeats after "busy": three tries in all, since a person may be waiting.</summary>
    public const int Repeats = 2;

    private static readonly TimeSpan ProbeAgain = TimeSpan.FromMinutes(10); // an administrator may clear a day's quota by hand

    private readonly ConcurrentDictionary<WeChatCall, (WeChatDecision.WaitUntil Decision, DateTimeOffset Until)> _usedUp = new();

    /// <summary>Calls that only read or make something anew. A sign-in or phone code works once, and a message arrives twice.</summary>
    public static bool MayRepeat(WeChatCall call) => call is WeChatCall.Token or WeChatCall.Templates or WeChatCall.MiniProgramCode;

    public static bool MayRepeat(Uri? address) =>
        address?.AbsolutePath is "/cgi-bin/stable_token" or "/wxaapi/newtmpl/gettemplate" or "/wxa/getwxacodeunlimit";

    /// <summary>A call that carries an access token.</summary>
    public async Task<(T? Answer, CallFailure? Failure)> WithToken<T>(
        WeChatCall call, Func<string, Task<ApiResponse<T>>> send, CancellationToken cancellation)
        where T : WeChatBody =>
        await WithToken(call, token => Exchange<T>.Of(() => send(token), cancellation), cancellation).ConfigureAwait(false);

    public async Task<(T? Answer, CallFailure? Failure)> WithToken<T>(
        WeChatCall call, Func<string, Task<Exchange<T>>> send, CancellationToken cancellation)
        where T : WeChatBody
    {
        var renewed = false;
        for (var repeat = 0; ;)
        {
            if (UsedUp(call) is { } waiting) return (null, waiting);
            var (token, noToken) = await tokens.Get(cancellation).ConfigureAwait(false);
            if (token is null) return (null, noToken);

            var exchange = await send(token.Value).ConfigureAwait(false);
            var failure = CallFailure.Of(call, exchange, logger);
            telemetry.Called(call, failure);
            if (failure is null) return (exchange.Answer, null);

            switch (failure.Decision)
            {
                case WeChatDecision.RefreshToken:
                    await tokens.Drop(token, cancellation).ConfigureAwait(false);
                    if (renewed) return (null, failure);
                    renewed = true;
                    continue;
                case WeChatDecision.Retry when MayRepeat(call) && repeat < Repeats:
                    await Task.Delay(options.Value.RetryDelay * (1 << repeat++), clock, cancellation).ConfigureAwait(false);
                    continue;
                case WeChatDecision.WaitUntil wait:
                    Remember(call, wait);
                    return (null, failure);
                default:
                    return (null, failure);
            }
        }
    }

    /// <summary>A call that carries the secret itself and works once.</summary>
    public async Task<(T? Answer, CallFailure? Failure)> Once<T>(
        WeChatCall call, Func<Task<ApiResponse<T>>> send, CancellationToken cancellation)
        where T : WeChatBody
    {
        if (UsedUp(call) is { } waiting) return (null, waiting);
        var exchange = await Exchange<T>.Of(send, cancellation).ConfigureAwait(false);
        var failure = CallFailure.Of(call, exchange, logger);
        telemetry.Called(call, failure);
        if (failure is null) return (exchange.Answer, null);
        if (failure.Decision is WeChatDecision.WaitUntil wait) Remember(call, wait);
        return (null, failure);
    }

    private CallFailure? UsedUp(WeChatCall call)
    {
        if (!_usedUp.TryGetValue(call, out var known)) return null;
        if (known.Until > clock.GetUtcNow()) return new(known.Decision, null);
        _usedUp.TryRemove(KeyValuePair.Create(call, known));
        return null;
    }

    private void Remember(WeChatCall call, WeChatDecision.WaitUntil wait)
    {
        // The minute's share of a sign-in is said to be one person's: others must not wait for it.
        if (call is WeChatCall.SignIn && wait.Window is QuotaWindow.Minute) return;
        var now = clock.GetUtcNow();
        var until = wait.After(now);
        _usedUp[call] = (wait, until < now + ProbeAgain ? until : now + ProbeAgain);
    }
}
