using System.Text.Json;
using System.Text.Json.Serialization;
using PreExam.Domain.Checks;
using PreExam.Domain.Identifiers;

namespace PreExam.Server.Catalogue.Loading;

/// <summary>Conditions as they stand in a matter's text; which key is there says which kind it is.</summary>
internal sealed class ConditionJson : JsonConverter<Condition>
{
    private static readonly Dictionary<string, Comparison> Comparisons = new(StringComparer.Ordinal)
    {
        ["equals"] = Comparison.Equal,
        ["notEquals"] = Comparison.NotEqual,
        ["lessThan"] = Comparison.Less,
        ["before"] = Comparison.Less,
        ["atMost"] = Comparison.AtMost,
        ["notAfter"] = Comparison.AtMost,
        ["moreThan"] = Comparison.More,
        ["after"] = Comparison.More,
        ["atLeast"] = Comparison.AtLeast,
        ["notBefore"] = Comparison.AtLeast,
    };

    public override Condition Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(JsonElement.ParseValue(ref reader));

    public override void Write(Utf8JsonWriter writer, Condition value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Conditions are read from a matter's text, which is kept as it was written.");

    private static Condition Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object) throw new JsonException("A condition is a mapping.");
        var keys = element.EnumerateObject().Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        return keys switch
        {
            _ when keys.Contains("all") => Only(keys, new AllOf(Parts(element, "all")), "all"),
            _ when keys.Contains("any") => Only(keys, new AnyOf(Parts(element, "any")), "any"),
            _ when keys.Contains("not") => Only(keys, new NotThat(Read(element.GetProperty("not"))), "not"),
            _ when keys.Contains("q") => Only(keys, new AnswerIn(Text(element, "q"), Texts(element, "in")), "q", "in"),
            _ when keys.Contains("given") => Only(keys, new Given(Value(element, "given")), "given"),
            _ when keys.Contains("pages") => Only(keys, new PageCount(Text(element, "pages"), Number(element, "min"), Number(element, "max")), "pages", "min", "max"),
            _ when keys.Contains("ageOf") => Only(
                keys,
                new AgeIn(Value(element, "ageOf"), element.TryGetProperty("on", out var on) ? OperandJson.Read(on) : new TodayValue(), Number(element, "min"), Number(element, "max")),
                "ageOf", "on", "min", "max"),
            _ when keys.Contains("value") => Compared(element, keys),
            _ => throw new JsonException("A condition has one of all, any, not, q, given, pages, ageOf, value."),
        };
    }

    private static Condition Compared(JsonElement element, HashSet<string> keys)
    {
        var value = Value(element, "value");
        if (keys.Contains("in")) return Only(keys, new ValueIn(value, Texts(element, "in")), "value", "in");
        if (keys.Contains("identifier")) return Only(keys, new IdentifierValid(value, Words.Parse<IdentifierKind>(Text(element, "identifier"))), "value", "identifier");
        if (keys.Contains("sameAs"))
        {
            var normalisation = keys.Contains("as") ? Words.Parse<Normalisation>(Text(element, "as")) : Normalisation.Exact;
            return Only(keys, new SameAs(value, Value(element, "sameAs"), normalisation), "value", "sameAs", "as");
        }

        if (keys.FirstOrDefault(Comparisons.ContainsKey) is not { } comparison)
        {
            throw new JsonException($"A value is compared by in, identifier, sameAs or one of {string.Join(", ", Comparisons.Keys)}.");
        }

        return Only(keys, new Compare(value, Comparisons[comparison], Value(element, comparison)), "value", comparison);
    }

    private static Condition Only(HashSet<string> keys, Condition condition, params string[] allowed) =>
        keys.FirstOrDefault(k => !allowed.Contains(k)) is { } stranger
            ? throw new JsonException($"'{stranger}' does not belong beside '{allowed[0]}'.")
            : condition;

    private static Condition[] Parts(JsonElement element, string key) => element.GetProperty(key) is { ValueKind: JsonValueKind.Array } parts
        ? [.. parts.EnumerateArray().Select(Read)]
        : throw new JsonException($"'{key}' is a list of conditions.");

    private static Operand Value(JsonElement element, string key) => OperandJson.Read(element.GetProperty(key));

    private static string Text(JsonElement element, string key) => element.GetProperty(key) is { ValueKind: JsonValueKind.String } text
        ? text.GetString()!
        : throw new JsonException($"'{key}' is a text.");

    private static string[] Texts(JsonElement element, string key) =>
        element.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String)
            ? [.. list.EnumerateArray().Select(v => v.GetString()!)]
            : throw new JsonException($"'{key}' is a list of texts (put numbers in quotes).");

    private static int? Number(JsonElement element, string key)
    {
        if (!element.TryGetProperty(key, out var number)) return null;
        return number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var whole) ? whole : throw new JsonException($"'{key}' is a whole number.");
    }
}
