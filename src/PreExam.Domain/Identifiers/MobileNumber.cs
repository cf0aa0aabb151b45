using System.Diagnostics.CodeAnalysis;

namespace PreExam.Domain.Identifiers;

/// <summary>
/// 手机号码 of mainland China: eleven digits from 13 to 19, without the country code. Segments are not looked up, since allotments
/// change; whether the number is in service is not known from it.
/// </summary>
public readonly record struct MobileNumber : IParsable<MobileNumber>
{
    private readonly string? _value;

    private MobileNumber(string value) => _value = value;

    /// <summary>The cleaned number.</summary>
    public string Value => _value ?? "";

    /// <summary>Both ends and stars between: <c>154****0006</c>.</summary>
    public string Masked => IdentifierText.Mask(_value, 3, 4);

    /// <summary>Reads a number and says what is wrong with it.</summary>
    public static IdentifierCheck Check(string? text, out MobileNumber result)
    {
        result = default;
        var clean = IdentifierText.Clean(text, drop: " -");
        if (clean.StartsWith("+86", StringComparison.Ordinal)) clean = clean[3..];
        else if (clean.StartsWith("0086", StringComparison.Ordinal)) clean = clean[4..];
        if (clean.Length != 11 || !IdentifierText.AllDigits(clean) || clean[0] != '1' || clean[1] < '3') return IdentifierError.BadFormat;
        result = new(clean);
        return IdentifierCheck.Ok;
    }

    /// <summary>Reads a number as people type it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out MobileNumber result) =>
        Check(s, out result).IsOk;

    /// <inheritdoc />
    public static MobileNumber Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw IdentifierText.NotA("mobile number");

    /// <summary>The cleaned number.</summary>
    public override string ToString() => Value;
}
