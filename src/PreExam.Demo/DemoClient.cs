using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace PreExam.Demo;

/// <summary>A phone's or a desk's requests to the public API.</summary>
/// <param name="api">Where the API is, as this caller reaches it; ends in a slash.</param>
internal sealed class DemoClient(Uri api) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = api };

    public string? Token { get; set; }

    /// <summary>The version of the case as last seen.</summary>
    public string? ETag { get; set; }

    public async Task<(int Status, JsonNode Body)> Try(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null || method == HttpMethod.Post) request.Content = body as HttpContent ?? JsonContent.Create(body ?? new { });
        if (Token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        if (method == HttpMethod.Post) request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        if (ETag is not null && method != HttpMethod.Get) request.Headers.TryAddWithoutValidation("If-Match", ETag);
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (response.Headers.ETag is { } tag) ETag = tag.ToString();
        return ((int)response.StatusCode, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!);
    }

    public async Task<JsonNode> Do(HttpMethod method, string path, object? body = null)
    {
        var (status, answer) = await Try(method, path, body);
        return status is >= 200 and < 300 ? answer : throw new StepFailedException($"{method} {path} answered {status}: {answer.ToJsonString()}");
    }

    public Task<JsonNode> Get(string path) => Do(HttpMethod.Get, path);

    public Task<JsonNode> Post(string path, object? body = null) => Do(HttpMethod.Post, path, body);

    public Task<JsonNode> Put(string path, object body) => Do(HttpMethod.Put, path, body);

    public void Dispose() => _http.Dispose();
}

/// <summary>A step of the walk did not hold.</summary>
public sealed class StepFailedException : Exception
{
    /// <summary>Without a reason.</summary>
    public StepFailedException()
    {
    }

    /// <summary>Says what was expected and what came.</summary>
    public StepFailedException(string message)
        : base(message)
    {
    }

    /// <summary>With the cause.</summary>
    public StepFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
