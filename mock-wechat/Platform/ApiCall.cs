using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace MockWeChat.Platform;

/// <summary>One call as its interface sees it: method, token and body have been looked at already.</summary>
internal sealed record ApiCall(HttpContext Http, JsonElement Body, DateTimeOffset Now)
{
    public string Query(string name) => Http.Request.Query[name].ToString();

    /// <summary>The text under a name of exactly this spelling; empty when it is missing or is no text.</summary>
    public string Text(string name) => Body.Text(name);
}

internal static class JsonReading
{
    public static string Text(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    public static bool IsMissing(this JsonElement json, string name) =>
        !json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null;

    /// <summary>A whole number, or the default when the name is missing; false when something else stands there.</summary>
    public static bool TryWhole(this JsonElement json, string name, long byDefault, out long number)
    {
        number = byDefault;
        return json.IsMissing(name) || (json.GetProperty(name).ValueKind == JsonValueKind.Number && json.GetProperty(name).TryGetInt64(out number));
    }

    public static bool TryBool(this JsonElement json, string name, bool byDefault, out bool value)
    {
        value = byDefault;
        if (json.IsMissing(name)) return true;
        var kind = json.GetProperty(name).ValueKind;
        value = kind == JsonValueKind.True;
        return kind is JsonValueKind.True or JsonValueKind.False;
    }

    public static bool TryReadObject(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out JsonElement? json)
    {
        json = null;
        try
        {
            using var document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return false;
            json = document.RootElement.Clone();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
