using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PreExam.Server.Tests.WrongInput;

/// <summary>One request, to be sent as it is or with one thing in it changed.</summary>
/// <param name="Caller">Whose token it carries.</param>
internal sealed partial record Call(HttpClient Caller)
{
    /// <summary>What stands in the braces of the address.</summary>
    public IReadOnlyDictionary<string, string> Path { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();

    /// <summary>The JSON body as text; null for none.</summary>
    public string? Body { get; init; }

    public string MediaType { get; init; } = "application/json";

    /// <summary>A body that is no JSON, made anew for each sending.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>Sent where the operation asks for it.</summary>
    public string? IfMatch { get; init; }

    /// <summary>Null for none; a fresh one each time unless said otherwise.</summary>
    public string? Key { get; init; } = "";

    /// <summary>In place of the caller's own.</summary>
    public string? Token { get; init; }

    /// <summary>Headers over the body, such as a department's signature.</summary>
    public Action<HttpRequestMessage, string>? Sign { get; init; }

    /// <summary>It can be accepted once in the life of an installation: nothing doubtful may be tried.</summary>
    public bool Once { get; init; }

    /// <summary>Wrong requests that no description tells of.</summary>
    public IReadOnlyList<WrongRequest> Also { get; init; } = [];

    public static string Json(object body) => System.Text.Json.JsonSerializer.Serialize(body);

    public Call At(string name, string value) => this with { Path = new Dictionary<string, string>(Path) { [name] = value } };

    public Call With(string query, string value) => this with { Query = new Dictionary<string, string>(Query) { [query] = value } };

    public Call Without(string query) => this with { Query = Query.Where(q => q.Key != query).ToDictionary() };

    /// <summary>With another value in one member of the body.</summary>
    public Call Change(string member, JsonNode value)
    {
        var changed = JsonNode.Parse(Body!)!;
        changed[member] = value;
        return this with { Body = changed.ToJsonString() };
    }

    /// <summary>Answers with status and body.</summary>
    public async Task<(int Status, string? MediaType, string Text)> Send(HttpMethod method, string path)
    {
        var address = Braces().Replace(path, match => Uri.EscapeDataString(Path[match.Groups[1].Value]));
        if (Query.Count > 0) address += "?" + string.Join('&', Query.Select(q => $"{q.Key}={Uri.EscapeDataString(q.Value)}"));
        using var request = new HttpRequestMessage(method, address);
        if (Token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        if (Key is not null) request.Headers.Add("Idempotency-Key", Key.Length == 0 ? Guid.NewGuid().ToString() : Key);
        if (IfMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", IfMatch);
        if (Content is not null) request.Content = Content();
        else if (Body is not null) request.Content = new StringContent(Body, Encoding.UTF8, MediaType);
        Sign?.Invoke(request, Body ?? "");
        using var response = await Caller.SendAsync(request);
        return ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync());
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Braces();
}
