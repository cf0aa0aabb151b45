using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PreExam.Server.Tests.WrongInput;

/// <summary>A body with one thing in it changed.</summary>
/// <param name="What">Where and how.</param>
/// <param name="Json">The body.</param>
/// <param name="IsCertain">The description says that it is wrong; otherwise the server may take it.</param>
internal sealed record WrongBody(string What, string Json, bool IsCertain);

/// <summary>Whatever can be wrong in a body, told from an accepted one and the description.</summary>
internal static class WrongBodies
{
    // Half a character can be written in JSON, but not held by a text: put in last.
    private const string HalfACharacter = "half-a-character";

    private const int Many = 1000;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string Long = new('长', 20_000);

    /// <summary>Bodies that are none: no form, no JSON, no object.</summary>
    public static IReadOnlyList<string> Broken { get; } =
        ["", "{", "null", "[]", "\"text\"", "17", new string('[', 500), "\u0000", "{\"a\":\"\uFFFD"];

    public static IEnumerable<WrongBody> Of(ApiSchema schema, string accepted) =>
        Changes(schema, JsonNode.Parse(accepted), "$").Select(change => new WrongBody(
            change.What, (change.Value?.ToJsonString(Plain) ?? "null").Replace(HalfACharacter, "\\ud800", StringComparison.Ordinal), change.IsCertain));

    private static IEnumerable<Change> Changes(ApiSchema schema, JsonNode? accepted, string place)
    {
        if (schema.Members.Count > 0 || schema.IsClosed) return OfObject(schema, accepted!.AsObject(), place);
        if (schema.Items is { } items) return OfList(schema, items, accepted!.AsArray(), place);
        if (schema.Values is { } values) return OfMap(schema, values, accepted!.AsObject(), place);
        return OfValue(schema, place);
    }

    private static IEnumerable<Change> OfObject(ApiSchema schema, JsonObject accepted, string place)
    {
        foreach (var change in OfKind(schema, place, JsonValue.Create("text"), new JsonArray())) yield return change;
        if (schema.IsClosed) yield return new($"{place}.noSuchMember", With(accepted, "noSuchMember", 1), true);
        foreach (var member in schema.Members)
        {
            // A member that the accepted body leaves out could not be made wrong.
            if (!accepted.ContainsKey(member.Name)) throw new InvalidOperationException($"The accepted body lacks {place}.{member.Name}.");
            if (member.Required) yield return new($"{place}.{member.Name} missing", Without(accepted, member.Name), true);
            foreach (var change in Changes(member.Schema, accepted[member.Name], $"{place}.{member.Name}"))
                yield return change with { Value = With(accepted, member.Name, change.Value) };
        }
    }

    private static IEnumerable<Change> OfList(ApiSchema schema, ApiSchema items, JsonArray accepted, string place)
    {
        foreach (var change in OfKind(schema, place, new JsonObject(), JsonValue.Create("text"))) yield return change;
        var first = accepted[0];
        foreach (var change in Changes(items, first, $"{place}[0]"))
            yield return change with { Value = new JsonArray([change.Value, .. accepted.Skip(1).Select(e => e!.DeepClone())]) };
        yield return new($"{place} empty", new JsonArray(), false);
        yield return new($"{place} twice the same", Repeated(first, 2), false);
        yield return new($"{place} {Many} times", Repeated(first, Many), false);
    }

    private static IEnumerable<Change> OfMap(ApiSchema schema, ApiSchema values, JsonObject accepted, string place)
    {
        foreach (var change in OfKind(schema, place, new JsonArray(), JsonValue.Create("text"))) yield return change;
        var (name, value) = accepted.First();
        foreach (var change in Changes(values, value, $"{place}.{name}")) yield return change with { Value = With(accepted, name, change.Value) };
        yield return new($"{place} empty", new JsonObject(), false);
        yield return new($"{place} with U+0000 in a name", With(accepted, "a\0b", value?.DeepClone()), true);
        yield return new($"{place} with an unknown name", With(accepted, "noSuchName", value?.DeepClone()), false);
        yield return new($"{place} with an endless name", With(accepted, Long, value?.DeepClone()), false);
        yield return new($"{place} with {Many} names", new JsonObject(Enumerable.Range(0, Many).Select(n => KeyValuePair.Create($"n{n}", value?.DeepClone()))), false);
    }

    private static IEnumerable<Change> OfValue(ApiSchema schema, string place) => schema switch
    {
        { Words: not null } => [.. OfKind(schema, place, 0, "noSuchWord", "", new JsonArray())],
        { IsText: true, Format: "uuid" } => [.. OfKind(schema, place, 17, "none", new JsonObject()), .. Perhaps(place, Guid.CreateVersion7().ToString(), Guid.Empty.ToString())],
        { IsText: true, Format: "date" } => [.. OfKind(schema, place, 17, "2027-02-30", "", new JsonObject()), .. Perhaps(place, "0001-01-01", "9999-12-31")],
        { IsText: true, Format: "date-time" } =>
            [.. OfKind(schema, place, 17, "yesterday", "", new JsonObject()), .. Perhaps(place, "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00")],
        { IsText: true } => [.. OfKind(schema, place, 17, true, "a\0b", new JsonObject(), new JsonArray()), .. Perhaps(place, "", "  ", Long, HalfACharacter, "\u202Etxet\uFFFF")],
        { IsWhole: true, Format: "int32" } => [.. OfKind(schema, place, "1", 1.5, 99_999_999_999, new JsonObject()), .. Perhaps(place, -1, 0, int.MinValue, int.MaxValue)],
        { IsWhole: true } => [.. OfKind(schema, place, "1", 1.5, 1e30, new JsonObject()), .. Perhaps(place, -1, 0, long.MinValue, long.MaxValue)],
        { IsNumber: true } => [.. OfKind(schema, place, "1", true, new JsonObject()), .. Perhaps(place, -1, 1e308, JsonNode.Parse("1e400")!)],
        { IsBoolean: true } => [.. OfKind(schema, place, "true", 1, new JsonObject())],
        _ => throw new InvalidOperationException($"{place} is described as nothing that we know."),
    };

    /// <summary>Values of another kind, and null unless that is a value here.</summary>
    private static IEnumerable<Change> OfKind(ApiSchema schema, string place, params JsonNode[] wrong) =>
    [
        .. wrong.Select(value => new Change($"{place}: {value.ToJsonString()}", value, true)),
        .. schema.IsNullable ? Array.Empty<Change>() : [new($"{place}: null", null, true)],
    ];

    private static IEnumerable<Change> Perhaps(string place, params JsonNode[] values) =>
        values.Select(value => new Change($"{place}: {Shown(value.ToJsonString())}", value, false));

    private static string Shown(string json) => json.Length <= 40 ? json : $"{json[..10]}… of {json.Length}";

    private static JsonObject With(JsonObject accepted, string name, JsonNode? value)
    {
        var changed = accepted.DeepClone().AsObject();
        changed[name] = value;
        return changed;
    }

    private static JsonObject Without(JsonObject accepted, string name)
    {
        var changed = accepted.DeepClone().AsObject();
        changed.Remove(name);
        return changed;
    }

    private static JsonArray Repeated(JsonNode? value, int times) => [.. Enumerable.Range(0, times).Select(_ => value?.DeepClone())];

    private sealed record Change(string What, JsonNode? Value, bool IsCertain);
}
