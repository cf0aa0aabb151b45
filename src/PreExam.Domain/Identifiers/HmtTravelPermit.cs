using System.Diagnostics.CodeAnalysis;

namespace PreExam.Domain.Identifiers;

/// <summary>
/// 港澳居民来往内地通行证 (H or M and eight digits, on older cards two more for the issue) or 台湾居民来往大陆通行证 (eight digits, ten in the
/// old form). The number has no check digit: form is all that can be said.
/// </summary>
public readonly record struct HmtTravelPermit : IParsable<HmtTravelPermit>
{
    private readonly string? _value;

    private HmtTravelPermit(string value) => _value = value;

    /// <summary>The cleaned number.</summary>
    public string Value => _value ?? "";

    /// <summary>Both ends and stars between.</summary>
    public string Masked => IdentifierText.Mask(_value, 2, 3);

    /// <summary>Reads a number and says what is wrong with it.</summary>
    public static IdentifierCheck Check(string? text, out HmtTravelPermit result)
    {
        result = default;
        var clean = IdentifierText.Clean(text);
        var digits = clean.StartsWith('H') || clean.StartsWith('M') ? clean.AsSpan(1) : clean;
        if (digits.Length is not (8 or 10) || !IdentifierText.AllDigits(digits)) return IdentifierError.BadFormat;
        result = new(clean);
        return IdentifierCheck.Ok;
    }

    /// <summary>Reads a number as people type it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out HmtTravelPermit result) =>
        Check(s, out result).IsOk;

    /// <inheritdoc />
    public static HmtTravelPermit Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw IdentifierText.NotA("travel permit number for Hong Kong, Macau or Taiwan");

    /// <summary>The cleaned number.</summary>
    public override string ToString() => Value;
}
