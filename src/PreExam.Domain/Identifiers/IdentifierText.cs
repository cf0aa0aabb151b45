using System.Globalization;

namespace PreExam.Domain.Identifiers;

/// <summary>What all identifiers share: one way to clean what people type, and the parts that recur in them.</summary>
internal static class IdentifierText
{
    /// <summary>Longer than any identifier with spaces in it; what is longer is not looked at.</summary>
    private const int Longest = 64;

    /// <summary>First two digits of GB/T 2260 codes. Counties are not looked up: an abolished one stays in numbers for life.</summary>
    private static readonly HashSet<string> Provinces =
    [
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45", "46",
        "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83",
    ];

    /// <summary>
    /// Full-width forms become plain ones, surrounding space goes, letters become capitals. Done by hand for the characters that
    /// Chinese keyboards produce, because Unicode normalisation does nothing when the runtime is built without ICU.
    /// </summary>
    public static string Clean(string? text, string drop = "")
    {
        if (text is null or { Length: > Longest }) return "";
        Span<char> kept = stackalloc char[text.Length];
        var length = 0;
        foreach (var typed in text.AsSpan().Trim())
        {
            var plain = typed switch
            {
                '\u3000' => ' ',
                >= '\uFF01' and <= '\uFF5E' => (char)(typed - 0xFEE0),
                _ => typed,
            };
            plain = char.ToUpperInvariant(plain);
            if (!drop.Contains(plain, StringComparison.Ordinal)) kept[length++] = plain;
        }
        return new string(kept[..length].Trim());
    }

    public static bool AllDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    public static bool AllLetters(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('A', 'Z');

    public static bool IsProvince(ReadOnlySpan<char> text) => Provinces.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[..2]);

    /// <summary>Where a register is kept: a province, or 10 for the national office.</summary>
    public static bool IsRegister(ReadOnlySpan<char> text) => text.StartsWith("10") || IsProvince(text);

    /// <summary>Reads a birth date of eight digits; without <paramref name="today"/> the future is not looked at.</summary>
    public static bool IsBirthDate(ReadOnlySpan<char> digits, DateOnly? today, out DateOnly date) =>
        DateOnly.TryParseExact(digits, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date)
        && date.Year >= 1800
        && (today is null || date <= today);

    /// <summary>Keeps both ends and stars the rest; a value too short for that is starred wholly.</summary>
    public static string Mask(string? value, int head, int tail)
    {
        if (string.IsNullOrEmpty(value)) return "";
        if (value.Length <= head + tail) return new string('*', value.Length);
        return string.Concat(value.AsSpan(0, head), new string('*', value.Length - head - tail), value.AsSpan(value.Length - tail));
    }

    /// <summary>Never with the input in it: exceptions are logged.</summary>
    public static FormatException NotA(string kind) => new($"The text is not a {kind}.");
}
