using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PreExam.Server.Tests.WeChat;

internal sealed record StubRequest(string Method, string Path, IQueryCollection Query, long? ContentLength, string? TransferEncoding, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);
}

/// <summary>A real server on a free port that answers what a test tells it to and keeps what it was asked.</summary>
internal sealed class WeChatStub : IAsyncDisposable
{
    public const string TokenPath = "/cgi-bin/stable_token";
    public const string SessionPath = "/sns/jscode2session";
    public const string PhonePath = "/wxa/business/getuserphonenumber";
    public const string SendPath = "/cgi-bin/message/subscribe/send";
    public const string TemplatesPath = "/wxaapi/newtmpl/gettemplate";
    public const string CodePath = "/wxa/getwxacodeunlimit";

    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<string, Func<HttpContext, StubRequest, Task>> _answers = new();
    private readonly ConcurrentQueue<StubRequest> _requests = new();
    private int _tokens;

    private WeChatStub(WebApplication application) => _application = application;

    public Uri Address => new(_application.Urls.Single());

    /// <summary>The newest token; with <see cref="Answer(string, Func{HttpContext, StubRequest, Task})"/> a test may judge it.</summary>
    public string NewestToken => $"token-{_tokens}";

    public static async Task<WeChatStub> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var stub = new WeChatStub(builder.Build());
        stub._application.Run(stub.Handle);
        stub.Answer(TokenPath, context => Json(context, new { access_token = $"token-{Interlocked.Increment(ref stub._tokens)}", expires_in = 7200 }));
        await stub._application.StartAsync();
        return stub;
    }

    public IReadOnlyList<StubRequest> Requests(string path) => [.. _requests.Where(r => r.Path == path)];

    public void Answer(string path, Func<HttpContext, StubRequest, Task> answer) => _answers[path] = answer;

    public void Answer(string path, Func<HttpContext, Task> answer) => Answer(path, (context, _) => answer(context));

    public void Answer(string path, object body) => Answer(path, context => Json(context, body));

    public void AnswerText(string path, string body, string mediaType = "application/json") => Answer(path, context =>
    {
        context.Response.ContentType = mediaType;
        return context.Response.WriteAsync(body, context.RequestAborted);
    });

    public static Task Json(HttpContext context, object body)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(body), context.RequestAborted);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task Handle(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var request = new StubRequest(
            context.Request.Method, context.Request.Path, context.Request.Query, context.Request.ContentLength,
            context.Request.Headers.TransferEncoding, body.ToArray());
        _requests.Enqueue(request);
        if (_answers.TryGetValue(request.Path, out var answer)) await answer(context, request);
        else context.Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
