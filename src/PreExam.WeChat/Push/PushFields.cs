using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace PreExam.WeChat.Push;

/// <summary>The fields of a push in either form: text by name, and the items of <c>List</c>.</summary>
internal sealed record PushFields(IReadOnlyDictionary<string, string> Values, IReadOnlyList<IReadOnlyDictionary<string, string>> Items)
{
    private const int MaxCharacters = 1024 * 1024;
    private const int MaxDepth = 16;

    public string? this[string name] => Values.GetValueOrDefault(name);

    /// <returns>Null when it is neither XML nor a JSON object.</returns>
    public static PushFields? Read(ReadOnlySpan<byte> body)
    {
        body = body.TrimStart("\uFEFF"u8).TrimStart(" \t\r\n"u8);
        try
        {
            return body switch
            {
                [(byte)'<', ..] => FromXml(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body)),
                [(byte)'{', ..] => FromJson(body),
                _ => null,
            };
        }
        catch (Exception unreadable) when (unreadable is XmlException or JsonException or DecoderFallbackException or InvalidOperationException)
        {
            return null;
        }
    }

    private static PushFields? FromXml(string text)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit, // no entities: neither files nor a billion laughs
            XmlResolver = null,
            MaxCharactersInDocument = MaxCharacters,
        };
        using var reader = XmlReader.Create(new StringReader(text), settings);
        if (DeepestElement(text) > MaxDepth) return null;
        var root = XDocument.Load(reader).Root;
        if (root is null || root.Name.LocalName != "xml") return null;

        var leaves = root.Elements().Where(e => !e.HasElements);
        var lists = root.Elements().Where(e => e.HasElements).SelectMany(e => e.Elements("List"));
        return new(Texts(leaves), [.. lists.Select(list => Texts(list.Elements().Where(e => !e.HasElements)))]);
    }

    /// <summary>Walked once without building anything: a tree of a million levels would end the process.</summary>
    private static int DeepestElement(string text)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxCharacters };
        using var reader = XmlReader.Create(new StringReader(text), settings);
        var deepest = 0;
        while (deepest <= MaxDepth && reader.Read()) deepest = Math.Max(deepest, reader.Depth);
        return deepest;
    }

    private static Dictionary<string, string> Texts(IEnumerable<XElement> elements)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var element in elements) texts.TryAdd(element.Name.LocalName, element.Value);
        return texts;
    }

    private static PushFields? FromJson(ReadOnlySpan<byte> body)
    {
        if (body.Length > MaxCharacters) return null;
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
        using var document = JsonDocument.ParseValue(ref reader);
        if (reader.Read()) return null; // something after the object

        var root = document.RootElement;
        IEnumerable<JsonElement> items = !root.TryGetProperty("List", out var list) ? []
            : list.ValueKind is JsonValueKind.Array ? list.EnumerateArray()
            : [list]; // a single item comes without its array
        return new(Texts(root), [.. items.Where(i => i.ValueKind is JsonValueKind.Object).Select(Texts)]);
    }

    private static IReadOnlyDictionary<string, string> Texts(JsonElement element)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in element.EnumerateObject())
        {
            var text = field.Value.ValueKind switch
            {
                JsonValueKind.String => field.Value.GetString(),
                JsonValueKind.Number => field.Value.GetRawText(), // never through double: ids go beyond 2^53
                _ => null,
            };
            if (text is not null) texts.TryAdd(field.Name, text);
        }

        return texts;
    }
}
