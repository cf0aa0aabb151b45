using System.Text.Json.Nodes;

namespace PreExam.Server.Tests.WrongInput;

/// <summary>One member of an object that the API's description tells.</summary>
internal sealed record ApiMember(string Name, ApiSchema Schema, bool Required);

/// <summary>What the API's description says of one value.</summary>
internal sealed class ApiSchema
{
    private readonly JsonNode _document;
    private readonly JsonNode _schema;
    private readonly bool _isNullableChoice;

    private ApiSchema(JsonNode document, JsonNode schema)
    {
        _document = document;
        while (true)
        {
            if ((string?)schema["$ref"] is { } reference)
            {
                schema = reference.Split('/').Skip(1).Aggregate(document, (node, name) => node[name]!);
            }
            else if ((schema["oneOf"] ?? schema["anyOf"] ?? schema["allOf"]) is JsonArray choices)
            {
                _isNullableChoice |= choices.Any(IsNull);
                schema = choices.First(choice => !IsNull(choice))!;
            }
            else
            {
                break;
            }
        }

        _schema = schema;
    }

    /// <summary>Null is a value.</summary>
    public bool IsNullable => _isNullableChoice || Types.Contains("null") || (_schema["enum"] is JsonArray words && words.Contains(null));

    /// <summary>The words of an enum, or null.</summary>
    public IReadOnlyList<string>? Words => _schema["enum"] is JsonArray words ? [.. words.Where(word => word is not null).Select(word => (string)word!)] : null;

    public string? Format => (string?)_schema["format"];

    public bool IsText => Types.Contains("string") || Words is not null;

    public bool IsNumber => IsWhole || Types.Contains("number");

    public bool IsWhole => Types.Contains("integer");

    public bool IsBoolean => Types.Contains("boolean");

    /// <summary>Members of an object; empty for everything else.</summary>
    public IReadOnlyList<ApiMember> Members
    {
        get
        {
            var required = (_schema["required"] as JsonArray ?? []).Select(name => (string)name!).ToHashSet(StringComparer.Ordinal);
            return [.. (_schema["properties"] as JsonObject ?? []).Select(p => new ApiMember(p.Key, Of(_document, p.Value)!, required.Contains(p.Key)))];
        }
    }

    /// <summary>No other members than the ones named.</summary>
    public bool IsClosed => _schema["additionalProperties"] is JsonValue other && !(bool)other;

    /// <summary>What the elements of a list are, or null for what is no list.</summary>
    public ApiSchema? Items => Of(_document, _schema["items"]);

    /// <summary>What the values of a map are, or null for what is no map.</summary>
    public ApiSchema? Values => Of(_document, _schema["additionalProperties"] as JsonObject);

    private IReadOnlyList<string> Types => _schema["type"] switch
    {
        JsonArray several => [.. several.Select(type => (string)type!)],
        { } one => [(string)one!],
        null => [],
    };

    public static ApiSchema? Of(JsonNode document, JsonNode? schema) => schema is null ? null : new(document, schema);

    private static bool IsNull(JsonNode? choice) => choice?["type"] is JsonValue type && (string?)type == "null";
}
