using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace PreExam.Testing;

/// <summary>Requests and answers in the few words that a test needs. Every answer that was not expected shows its body.</summary>
public static class Calls
{
    /// <summary>A client's: what it does not know it leaves aside.</summary>
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static Task<HttpResponseMessage> Get(this HttpClient client, string path) => client.Send(HttpMethod.Get, path);

    /// <summary>With a fresh Idempotency-Key unless one is given.</summary>
    public static Task<HttpResponseMessage> Post(this HttpClient client, string path, object? body = null, string? key = null, string? ifMatch = null) =>
        client.Send(HttpMethod.Post, path, body ?? new { }, key ?? Guid.NewGuid().ToString(), ifMatch);

    public static Task<HttpResponseMessage> Put(this HttpClient client, string path, object? body, string? ifMatch = null) =>
        client.Send(HttpMethod.Put, path, body, null, ifMatch);

    public static Task<HttpResponseMessage> Delete(this HttpClient client, string path, string? ifMatch = null) =>
        client.Send(HttpMethod.Delete, path, null, null, ifMatch);

    /// <summary>The body of a success; an empty object when there is none.</summary>
    public static async Task<JsonNode> Ok(this Task<HttpResponseMessage> sent) => (await sent.Answer()).Body;

    /// <summary>The body of a success, as a type.</summary>
    public static async Task<T> Ok<T>(this Task<HttpResponseMessage> sent) => (await sent.Ok()).Deserialize<T>(Json)!;

    /// <summary>Body and entity tag of a success.</summary>
    public static async Task<(JsonNode Body, string? ETag)> Answer(this Task<HttpResponseMessage> sent)
    {
        using var response = await sent;
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{response.RequestMessage?.RequestUri} answered {(int)response.StatusCode}: {text}");
        return (text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!, response.Headers.ETag?.ToString());
    }

    /// <summary>Fails unless the answer is this status with this problem code.</summary>
    public static async Task<JsonNode> Refused(this Task<HttpResponseMessage> sent, int status, string code)
    {
        using var response = await sent;
        var text = await response.Content.ReadAsStringAsync();
        var problem = response.Content.Headers.ContentType?.MediaType == "application/problem+json" ? JsonNode.Parse(text) : null;
        if ((int)response.StatusCode != status || (string?)problem?["code"] != code)
            throw new InvalidOperationException($"Expected {status} {code}, but {response.RequestMessage?.RequestUri} answered {(int)response.StatusCode}: {text}");
        return problem!;
    }

    private static async Task<HttpResponseMessage> Send(
        this HttpClient client, HttpMethod method, string path, object? body = null, string? key = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = body as HttpContent ?? JsonContent.Create(body);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await client.SendAsync(request);
    }
}
