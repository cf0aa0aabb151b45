using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PreExam.Server.Tests.Platform;

/// <summary>A parameter as the API's own description tells it.</summary>
internal sealed record ApiParameter(string Name, string In, bool Required, bool IsNumber, bool IsClosed);

/// <summary>One operation as the API's own description tells it.</summary>
/// <param name="Path">Relative to <c>/api/v1/</c>, with braces.</param>
/// <param name="Body">Schema of the JSON body, or null.</param>
/// <param name="Form">Takes a form with a file.</param>
/// <param name="Policies">Who may call; empty for everybody.</param>
internal sealed partial record ApiOperation(
    HttpMethod Method, string Path, IReadOnlyList<ApiParameter> Parameters, JsonNode? Body, bool Form, bool Secured, IReadOnlyList<string> Policies)
{
    private const string Prefix = "/api/v1/";

    private JsonNode Document { get; init; } = null!;

    public bool HasHeader(string name) => Parameters.Any(p => p.In == "header" && p.Name == name);

    public override string ToString() => $"{Method} {Path}";

    /// <summary>Every operation of the description.</summary>
    public static IReadOnlyList<ApiOperation> All(JsonNode document) =>
    [
        .. from path in document["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           where operation.Key is "get" or "post" or "put" or "delete"
           select Read(document, path.Key, operation.Key, operation.Value!),
    ];

    /// <summary>The address, with every parameter replaced.</summary>
    public string At(Func<string, string> valueOf) => Braces().Replace(Path, match => Uri.EscapeDataString(valueOf(match.Groups[1].Value)));

    /// <summary>A body whose types are right; every free text is <paramref name="text"/>.</summary>
    public string BodyWith(string text) => Sample(Body!, text, 0)?.ToJsonString() ?? "null";

    /// <summary>The members of the body.</summary>
    public IReadOnlyList<string> BodyMembers() => [.. (Resolve(Body!)["properties"] as JsonObject)?.Select(p => p.Key) ?? []];

    /// <summary>Nothing of the body may be left out.</summary>
    public bool NeedsMembers() => Resolve(Body!)["required"] is JsonArray { Count: > 0 };

    private static ApiOperation Read(JsonNode document, string path, string method, JsonNode operation)
    {
        var content = operation["requestBody"]?["content"] as JsonObject;
        var described = (string?)operation["description"] ?? "";
        return new ApiOperation(
            HttpMethod.Parse(method), path[Prefix.Length..],
            [.. (operation["parameters"] as JsonArray ?? []).Select(p => Parameter(p!))],
            content?["application/json"]?["schema"], content?.ContainsKey("multipart/form-data") == true,
            operation["security"] is JsonArray { Count: > 0 },
            [.. Policy().Match(described).Groups[1].Captures.Select(c => c.Value)])
        { Document = document };
    }

    private static ApiParameter Parameter(JsonNode parameter)
    {
        var schema = parameter["schema"];
        var isNumber = Types(schema).Any(type => type is "integer" or "number");
        return new((string)parameter["name"]!, (string)parameter["in"]!, (bool?)parameter["required"] ?? false, isNumber, isNumber || schema?["enum"] is not null || schema?["format"] is not null || schema?["$ref"] is not null);
    }

    private static IReadOnlyList<string> Types(JsonNode? schema) => schema?["type"] switch
    {
        JsonArray several => [.. several.Select(t => (string)t!)],
        { } one => [(string)one!],
        null => [],
    };

    private JsonNode? Sample(JsonNode schema, string text, int depth)
    {
        var resolved = Resolve(schema);
        if (depth > 8) return null;
        if (resolved["enum"] is JsonArray words) return words.First(word => word is not null)!.DeepClone();
        var types = Types(resolved);
        if (types.Contains("integer") || types.Contains("number")) return 1;
        if (types.Contains("boolean")) return true;
        if (types.Contains("array")) return new JsonArray(resolved["items"] is { } items ? [Sample(items, text, depth + 1)] : []);
        if (resolved["properties"] is JsonObject properties)
            return new JsonObject(properties.Select(p => KeyValuePair.Create(p.Key, Sample(p.Value!, text, depth + 1))));
        if (resolved["additionalProperties"] is JsonObject values)
            return new JsonObject { ["x"] = Sample(values, text, depth + 1) };
        if (!types.Contains("string")) return new JsonObject();
        return (string?)resolved["format"] switch
        {
            "uuid" => Guid.CreateVersion7().ToString(),
            "date" => "2027-01-04",
            "date-time" => "2027-01-04T00:00:00Z",
            _ => text,
        };
    }

    private JsonNode Resolve(JsonNode schema)
    {
        while (true)
        {
            if ((string?)schema["$ref"] is { } reference)
                schema = reference.Split('/').Skip(1).Aggregate(Document, (node, name) => node[name]!);
            else if ((schema["oneOf"] ?? schema["anyOf"] ?? schema["allOf"]) is JsonArray choices)
                schema = choices.First(choice => !Types(choice).SequenceEqual(["null"]))!;
            else return schema;
        }
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Braces();

    [GeneratedRegex(@"Policy: (?:`(\w+)`(?:, )?)+\.")]
    private static partial Regex Policy();
}
