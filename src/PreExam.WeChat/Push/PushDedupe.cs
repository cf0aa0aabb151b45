using System.Security.Cryptography;
using System.Text;

namespace PreExam.WeChat.Push;

/// <summary>
/// Keys that stay the same however often WeChat repeats a push. Hashed, because they are stored and would otherwise name
/// the person.
/// </summary>
internal static class PushDedupe
{
    /// <summary>A message has its own id; an event is told by person, time, kind and content.</summary>
    public static string KeyOf(PushFields fields, ReadOnlySpan<byte> content) =>
        fields["MsgId"] is { Length: > 0 } id
            ? Key("message", id)
            : Key("event", fields["FromUserName"], fields["CreateTime"], fields["Event"], Convert.ToHexStringLower(SHA256.HashData(content)));

    /// <summary>One item of an event: two events of the same second differ in their items.</summary>
    public static string KeyOf(PushFields fields, IReadOnlyDictionary<string, string> item) => Key(
        ["item", fields["FromUserName"], fields["CreateTime"], fields["Event"], .. item.OrderBy(p => p.Key, StringComparer.Ordinal).SelectMany(p => new[] { p.Key, p.Value })]);

    /// <summary>The lengths go in as well: otherwise parts could be shifted into each other.</summary>
    private static string Key(params string?[] parts)
    {
        var joined = new StringBuilder();
        foreach (var part in parts) joined.Append(System.Globalization.CultureInfo.InvariantCulture, $"{part?.Length ?? -1}:{part}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(joined.ToString())));
    }
}
