using System.Diagnostics.CodeAnalysis;

namespace PreExam.Domain.Identifiers;

/// <summary>
/// 中国护照号码: E and eight digits, E with a letter (never I or O) and seven, DE, SE, PE, MA or MB and seven, or the old G and eight.
/// The printed number has no check digit: form is all that can be said.
/// </summary>
public readonly record struct ChinesePassportNumber : IParsable<ChinesePassportNumber>
{
    private readonly string? _value;

    private ChinesePassportNumber(string value) => _value = value;

    /// <summary>The cleaned number.</summary>
    public string Value => _value ?? "";

    /// <summary>Both ends and stars between.</summary>
    public string Masked => IdentifierText.Mask(_value, 2, 3);

    /// <summary>Reads a number and says what is wrong with it.</summary>
    public static IdentifierCheck Check(string? text, out ChinesePassportNumber result)
    {
        result = default;
        var clean = IdentifierText.Clean(text);
        if (clean.Length != 9 || !IdentifierText.AllDigits(clean.AsSpan(2)) || !HasPrefix(clean)) return IdentifierError.BadFormat;
        result = new(clean);
        return IdentifierCheck.Ok;
    }

    /// <summary>Reads a number as people type it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ChinesePassportNumber result) =>
        Check(s, out result).IsOk;

    /// <inheritdoc />
    public static ChinesePassportNumber Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw IdentifierText.NotA("Chinese passport number");

    /// <summary>The cleaned number.</summary>
    public override string ToString() => Value;

    private static bool HasPrefix(string clean) => (clean[0], clean[1]) switch
    {
        ('E' or 'G', >= '0' and <= '9') => true,
        ('E', >= 'A' and <= 'Z' and not ('I' or 'O')) => true,
        ('D' or 'S' or 'P', 'E') => true,
        ('M', 'A' or 'B') => true,
        _ => false,
    };
}
