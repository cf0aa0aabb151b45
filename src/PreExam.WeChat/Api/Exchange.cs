using System.Net;
using Polly.CircuitBreaker;
using Refit;

namespace PreExam.WeChat.Api;

/// <summary>Why there is no answer to judge. What matters is whether WeChat may have acted.</summary>
internal enum TransportFault
{
    /// <summary>The request never reached WeChat, or WeChat refused it by its status.</summary>
    NotDone,

    /// <summary>Time-out, cut connection, 5xx or a body that is no answer: WeChat may have acted.</summary>
    Unclear,
}

/// <summary>An answer of WeChat (a success or an errcode), or the reason why there is none.</summary>
internal readonly record struct Exchange<T>(T? Answer, TransportFault? Fault)
    where T : WeChatBody
{
    public static async Task<Exchange<T>> Of(Func<Task<ApiResponse<T>>> call, CancellationToken cancellation)
    {
        try
        {
            using var response = await call().ConfigureAwait(false);
            if (response.HasRequestError(out var unsent)) return Broken(unsent.InnerException ?? unsent, cancellation);
            if (response.IsSuccessful && response.Content is { } answer) return new(answer, null);
            return new(null, FaultOf(response.StatusCode ?? HttpStatusCode.OK));
        }
        catch (Exception broken) when (IsTransport(broken))
        {
            return Broken(broken, cancellation);
        }
    }

    /// <summary>A 4xx was refused before anything was done; whatever else is no answer leaves it open.</summary>
    public static TransportFault FaultOf(HttpStatusCode status) =>
        (int)status is >= 300 and < 500 && status != HttpStatusCode.RequestTimeout ? TransportFault.NotDone : TransportFault.Unclear;

    public static bool IsTransport(Exception broken) => broken
        is HttpRequestException or IOException or TimeoutException or Polly.ExecutionRejectedException or OperationCanceledException
        or ApiExceptionBase or System.Text.Json.JsonException;

    private static Exchange<T> Broken(Exception broken, CancellationToken cancellation) => new(null, FaultOf(broken, cancellation));

    public static TransportFault FaultOf(Exception broken, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return broken switch
        {
            BrokenCircuitException => TransportFault.NotDone,
            HttpRequestException
            {
                HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                    or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
            } => TransportFault.NotDone,
            _ => TransportFault.Unclear,
        };
    }
}
