using System.Diagnostics.CodeAnalysis;

namespace PreExam.Domain.Identifiers;

/// <summary>
/// The number on the foreign permanent resident card of 2023: 9, province of application, ISO 3166 numeric country, birth date,
/// sequence and a MOD 11-2 check character. A value of this type has passed the check; the country list itself is not looked up.
/// </summary>
public readonly record struct ForeignPermanentResidentId : IParsable<ForeignPermanentResidentId>
{
    private const string China = "156";
    private readonly string? _value;

    private ForeignPermanentResidentId(string value, DateOnly birthDate) => (_value, BirthDate) = (value, birthDate);

    /// <summary>The date of birth that the number carries.</summary>
    public DateOnly BirthDate { get; }

    /// <summary>ISO 3166 numeric code of the nationality.</summary>
    public string Country => _value?[3..6] ?? "";

    /// <summary>All 18 characters: personal data, never to be logged.</summary>
    public string Value => _value ?? "";

    /// <summary>Both ends and stars between.</summary>
    public string Masked => IdentifierText.Mask(_value, 6, 4);

    /// <summary>Reads a number and says what is wrong with it.</summary>
    public static IdentifierCheck Check(string? text, DateOnly? today, out ForeignPermanentResidentId result)
    {
        result = default;
        var clean = IdentifierText.Clean(text);
        if (clean.Length != 18 || clean[0] != '9' || !IdentifierText.AllDigits(clean.AsSpan(0, 17))
            || !(char.IsAsciiDigit(clean[17]) || clean[17] == 'X'))
        {
            return IdentifierError.BadFormat;
        }
        if (!IdentifierText.IsProvince(clean.AsSpan(1, 2))) return IdentifierError.BadRegion;
        if (clean.AsSpan(3, 3) is China or "000") return IdentifierError.BadCountry;
        if (!IdentifierText.IsBirthDate(clean.AsSpan(6, 8), today, out var birthDate)) return IdentifierError.BadDate;
        if (CheckCharacters.Mod11Radix2(clean.AsSpan(0, 17)) != clean[17]) return IdentifierError.BadChecksum;
        result = new(clean, birthDate);
        return IdentifierCheck.Ok;
    }

    /// <summary>Reads a number as people type it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ForeignPermanentResidentId result) =>
        Check(s, null, out result).IsOk;

    /// <inheritdoc />
    public static ForeignPermanentResidentId Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw IdentifierText.NotA("foreign permanent resident number");

    /// <summary>All 18 characters: personal data, never to be logged.</summary>
    public override string ToString() => Value;
}
