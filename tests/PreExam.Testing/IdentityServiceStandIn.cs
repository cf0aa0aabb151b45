using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PreExam.Testing;

/// <summary>A unified identity service that knows whom a test registers. Its contract stands in docs/neighbours.md.</summary>
public sealed class IdentityServiceStandIn : IAsyncDisposable
{
    public const string Key = "test-only-key-of-the-identity-service";

    private readonly ConcurrentDictionary<string, string> _register = new(StringComparer.Ordinal);
    private WebApplication? _app;

    public Uri Address { get; private set; } = null!;

    /// <summary>While true, every call is answered with 503.</summary>
    public bool IsDown { get; set; }

    /// <summary>From now on this pair is confirmed.</summary>
    public void Register(string name, string idNumber) => _register[idNumber] = name;

    public async Task Start()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapPost("/v1/verifications", Answer);
        await _app.StartAsync();
        Address = new Uri(_app.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
    }

    private IResult Answer(Question question, HttpRequest request)
    {
        if (IsDown) return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        if (request.Headers.Authorization != $"Bearer {Key}") return TypedResults.StatusCode(StatusCodes.Status401Unauthorized);
        var known = _register.TryGetValue(question.IdNumber, out var name) && name == question.Name;
        return TypedResults.Ok(new { result = known ? "match" : "mismatch" });
    }

    private sealed record Question(string Name, string IdNumber);
}
