using System.Text.Json;

namespace PreExam.Server.Tests.WeChat;

/// <summary>Published and made-up examples of every algorithm that WeChat uses towards us.</summary>
internal static class CryptoVectors
{
    private static readonly JsonElement Root = Load();

    public static TheoryData<string> Names(string group) => [.. Group(group).Select(v => v.GetProperty("name").GetString()!)];

    public static JsonElement Find(string group, string name) => Group(group).Single(v => v.GetProperty("name").GetString() == name);

    public static IEnumerable<JsonElement> Group(string group) => Root.GetProperty(group).EnumerateArray();

    public static string Text(this JsonElement vector, string field) => vector.GetProperty(field).GetString()!;

    public static string? TextOrNull(this JsonElement vector, string field) =>
        vector.TryGetProperty(field, out var value) ? value.GetString() : null;

    private static JsonElement Load()
    {
        using var file = typeof(CryptoVectors).Assembly.GetManifestResourceStream("WeChat.crypto-vectors.json")!;
        using var document = JsonDocument.Parse(file);
        return document.RootElement.Clone();
    }
}
