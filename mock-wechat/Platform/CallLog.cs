namespace MockWeChat.Platform;

/// <summary>One call, without anything that would have to be kept secret: no token, secret, code, body or openid.</summary>
internal sealed class Call(string method, string path, DateTimeOffset at)
{
    public string Method { get; } = method;
    public string Path { get; } = path;
    public DateTimeOffset At { get; } = at;
    /// <summary>The HTTP status; null when the connection was cut before one was sent.</summary>
    public int? Status { get; set; }
    public int? Errcode { get; set; }
    public string? Fault { get; set; }

    /// <summary>Ends the call without a platform answer: an HTTP status and nothing else.</summary>
    public async Task End(HttpContext http, int status)
    {
        Status = status;
        http.Response.StatusCode = status;
        http.Response.ContentLength = 0;
        await http.Response.CompleteAsync();
    }
}

internal sealed class CallLog
{
    private readonly Bounded<Call> _calls = new(10_000);

    public Call Begin(HttpRequest request, DateTimeOffset at) => _calls.Add(new Call(request.Method, request.Path, at));

    public IReadOnlyList<Call> To(string? path) => _calls.Where(call => path is null || call.Path == path);

    public void Clear() => _calls.Clear();
}

internal static class CallLogEndpoints
{
    public static void MapCallLog(this WebApplication app)
    {
        app.MapGet("/_mock/calls", (string? path, CallLog log) => log.To(path));
        app.MapDelete("/_mock/calls", (CallLog log) =>
        {
            log.Clear();
            return TypedResults.NoContent();
        });
    }
}
