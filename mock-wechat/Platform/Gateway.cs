using System.Diagnostics;
using System.Text.Json;
using MockWeChat.Faults;
using MockWeChat.Quotas;
using MockWeChat.Tokens;

namespace MockWeChat.Platform;

/// <summary>An interface of the platform and what it demands before it looks at the call's content.</summary>
internal sealed record Interface(string Path, string Method, Func<ApiCall, ValueTask<Answer>> Handle)
{
    public bool NeedsToken { get; init; } = true;

    /// <summary>Counters of <see cref="QuotaCounters"/> that each call spends from.</summary>
    public string[] Quotas { get; init; } = [];

    public Answer NotJson { get; init; } = Answer.Error(47001, "data format error");

    /// <summary>One family of interfaces hides behind 404 when the method is wrong.</summary>
    public bool WrongMethodIsNotFound { get; init; }
}

/// <summary>The front door of every interface, in the platform's order: length, method, token, body, quota.</summary>
internal sealed class Gateway(AccessTokens tokens, QuotaCounters quotas, FaultPlan faults, CallLog log, TimeProvider clock)
{
    public async Task Serve(HttpContext http, Interface called)
    {
        var call = log.Begin(http.Request, clock.GetUtcNow());
        if (!HttpMethods.IsGet(http.Request.Method) && http.Request.ContentLength is null)
        {
            await call.End(http, StatusCodes.Status412PreconditionFailed); // a chunked body
            return;
        }
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);

        var fault = faults.Next(called.Path);
        call.Fault = fault?.Name;
        if (fault?.CutBefore == true)
        {
            http.Abort();
            return;
        }
        if (fault?.Status is { } status)
        {
            await call.End(http, status);
            return;
        }
        if (called.WrongMethodIsNotFound && !HttpMethods.Equals(http.Request.Method, called.Method))
        {
            await call.End(http, StatusCodes.Status404NotFound);
            return;
        }

        var answer = fault?.Errcode is { } errcode
            ? Answer.Error(errcode, errcode == -1 ? "system error" : "fault on demand")
            : await AnswerTo(http, called, body.ToArray());
        call.Errcode = answer.Errcode;
        await Write(fault, answer, http, call);
    }

    private async ValueTask<Answer> AnswerTo(HttpContext http, Interface called, byte[] body)
    {
        if (!HttpMethods.Equals(http.Request.Method, called.Method))
            return HttpMethods.IsPost(called.Method) ? Answer.Error(43002, "require POST method") : Answer.Error(43001, "require GET method");
        if (called.NeedsToken && tokens.Refuse(http.Request.Query["access_token"].ToString()) is { } refusal) return refusal;

        JsonElement json = default;
        if (HttpMethods.IsPost(called.Method))
        {
            if (body.Length == 0) return Answer.Error(44002, "empty post data");
            if (http.Request.HasFormContentType || !JsonReading.TryReadObject(body, out var read)) return called.NotJson;
            json = read.Value;
        }
        foreach (var counter in called.Quotas)
            if (quotas.Spend(counter) is { } exhausted) return exhausted;
        return await called.Handle(new ApiCall(http, json, clock.GetUtcNow()));
    }

    private async Task Write(Fault? fault, Answer answer, HttpContext http, Call call)
    {
        var told = fault?.Disguise(answer) ?? answer;
        // Late, not undone: what the call had to do has been done by now, and a caller that hangs up does not know it.
        if (fault?.Delay is { } milliseconds) await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), clock, http.RequestAborted);
        if (fault?.CutAfterEffect == true)
        {
            http.Abort();
            return;
        }
        call.Status = StatusCodes.Status200OK;
        var bytes = told.Body();
        http.Response.ContentType = told.ContentType;
        http.Response.ContentLength = bytes.Length;
        if (fault?.CutBody == true)
        {
            await http.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
            await http.Response.Body.FlushAsync();
            http.Abort();
            return;
        }
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }
}

internal static class Interfaces
{
    /// <summary>Offers it under every method, so that a wrong one is answered as the platform answers it.</summary>
    public static void MapInterface(this WebApplication app, Interface offered)
    {
        Debug.Assert(offered.Method is "GET" or "POST");
        app.Map(offered.Path, (HttpContext http, Gateway gateway) => gateway.Serve(http, offered));
    }
}
