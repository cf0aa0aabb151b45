using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PreExam.WeChat.Messages;

/// <summary>One value of a card, as the wire wants it: <c>{"value":"…"}</c>.</summary>
internal readonly record struct CardText([property: JsonPropertyName("value"), JsonConverter(typeof(PlainUtf8))] string Value);

/// <summary>
/// Writes text as UTF-8 with the fewest escapes that JSON allows. The relaxed encoder still escapes whatever lies beyond
/// the basic plane (rare place names do), and some of WeChat's interfaces show the escape to the person.
/// </summary>
internal sealed class PlainUtf8 : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
    {
        var json = new StringBuilder(value.Length + 2).Append('"');
        foreach (var rune in value.EnumerateRunes()) // half a pair comes out as U+FFFD: the body stays valid UTF-8
        {
            if (rune.Value is '"' or '\\') json.Append('\\').Append((char)rune.Value);
            else if (rune.Value < ' ') json.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else json.Append(rune);
        }

        writer.WriteRawValue(Encoding.UTF8.GetBytes(json.Append('"').ToString()), skipInputValidation: true);
    }
}
