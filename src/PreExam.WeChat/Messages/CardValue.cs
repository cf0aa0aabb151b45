using System.Globalization;
using System.Text;

namespace PreExam.WeChat.Messages;

/// <summary>
/// Values as WeChat's templates take them; anything else is refused with 47003 and the person hears nothing. Lengths count
/// UTF-16 units, the larger of the two possible counts, because WeChat does not say which one it means.
/// </summary>
public static class CardValue
{
    /// <summary>Longest <c>thing</c>.</summary>
    public const int ThingLength = 20;

    /// <summary>Longest <c>phrase</c>, in Han characters.</summary>
    public const int PhraseLength = 5;

    /// <summary>Longest <c>character_string</c> and <c>number</c>.</summary>
    public const int CharacterStringLength = 32;

    /// <summary>Longest <c>name</c> of Han characters; of Latin letters twice as many.</summary>
    public const int HanNameLength = 10;

    private static readonly TimeSpan China = TimeSpan.FromHours(8); // fixed: a bare machine has no time-zone data

    /// <summary>The first form that fits whole; if none does, the last one, cut. Give the forms from long to short.</summary>
    /// <returns>Null when no form has a visible character.</returns>
    public static string? Thing(params ReadOnlySpan<string?> forms)
    {
        string? last = null;
        foreach (var form in forms)
        {
            var clean = Clean(form);
            if (clean.Length == 0) continue;
            if (clean.Length <= ThingLength) return clean;
            last = clean;
        }

        return last is null ? null : Cut(last, ThingLength);
    }

    /// <summary>One to five Han characters. Never cut: half a status would say something else.</summary>
    /// <returns>Null when the text is anything else.</returns>
    public static string? Phrase(string text) =>
        text.Length is > 0 and <= PhraseLength && text.EnumerateRunes().All(IsHan) ? text : null;

    /// <summary>Up to ten Han characters, or up to twenty Latin letters and signs; a mixed name counts as Han.</summary>
    /// <returns>Null when empty.</returns>
    public static string? Name(string text)
    {
        var clean = Clean(text);
        if (clean.Length == 0) return null;
        return Cut(clean, clean.All(char.IsAscii) ? HanNameLength * 2 : HanNameLength);
    }

    /// <summary>Digits, letters and signs.</summary>
    /// <returns>Null when the text is empty, too long, or holds anything else: a number cut short is another number.</returns>
    public static string? CharacterString(string text) =>
        text.Length is > 0 and <= CharacterStringLength && text.All(c => c is > ' ' and < (char)127) ? text : null;

    /// <summary>A count.</summary>
    public static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    /// <summary>A day, for example 2026年11月30日.</summary>
    public static string Date(DateOnly day) => day.ToString("yyyy'年'M'月'd'日'", CultureInfo.InvariantCulture);

    /// <summary>An instant in China's time, for example 2026年11月23日 15:01.</summary>
    public static string Time(DateTimeOffset instant) =>
        instant.ToOffset(China).ToString("yyyy'年'M'月'd'日' HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Shortens to <paramref name="units"/> UTF-16 units including the closing …, never inside a surrogate pair.</summary>
    public static string Cut(string text, int units)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        if (text.Length <= units) return text;
        var keep = units - 1;
        if (keep > 0 && char.IsHighSurrogate(text[keep - 1])) keep--;
        return string.Concat(text.AsSpan(0, keep).TrimEnd(), "…");
    }

    /// <summary>The value for a key of that type, or null when the type can't show it.</summary>
    internal static string? For(string keyType, object value) => (keyType, value) switch
    {
        ("thing", string text) => Thing(text),
        ("phrase", string text) => Phrase(text),
        ("name", string text) => Name(text),
        ("character_string", string text) => CharacterString(text),
        ("number" or "character_string" or "thing", int count) => Number(count),
        ("date" or "thing", DateOnly day) => Date(day),
        ("time" or "date", DateTimeOffset instant) => Time(instant),
        _ => null,
    };

    /// <summary>One line without control characters, invisible marks and halves of pairs.</summary>
    private static string Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return "";
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                if (clean.Length > 0 && clean[^1] != ' ') clean.Append(' ');
            }
            else if (rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Format)
            {
                clean.Append(rune);
            }
        }

        return clean.ToString().TrimEnd();
    }

    private static bool IsHan(Rune rune) => rune.Value is 0x3007
        or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x323AF);
}
