using System.Diagnostics.CodeAnalysis;

namespace PreExam.Domain.Identifiers;

/// <summary>
/// The number on the foreign permanent resident card of 2017, still in use: three letters of the country, four digits of the region,
/// birth date without century, sequence and a check digit. The rule of the check digit (7-3-1, mod 10) fits the published specimen but
/// is not confirmed, so a value of this type may break it: see <see cref="CheckHolds"/>.
/// </summary>
public readonly record struct LegacyForeignPermanentResidentId : IParsable<LegacyForeignPermanentResidentId>
{
    private const string China = "CHN";
    private readonly string? _value;

    private LegacyForeignPermanentResidentId(string value, bool checkHolds) => (_value, CheckHolds) = (value, checkHolds);

    /// <summary>Whether the last digit fits the usual rule.</summary>
    public bool CheckHolds { get; }

    /// <summary>All 15 characters: personal data, never to be logged.</summary>
    public string Value => _value ?? "";

    /// <summary>Both ends and stars between.</summary>
    public string Masked => IdentifierText.Mask(_value, 3, 4);

    /// <summary>Reads a number and says what is wrong with it; a wrong check digit is told as advisory and still gives a value.</summary>
    public static IdentifierCheck Check(string? text, DateOnly? today, out LegacyForeignPermanentResidentId result)
    {
        result = default;
        var clean = IdentifierText.Clean(text);
        if (clean.Length != 15 || !IdentifierText.AllLetters(clean.AsSpan(0, 3)) || !IdentifierText.AllDigits(clean.AsSpan(3)))
        {
            return IdentifierError.BadFormat;
        }
        if (clean.StartsWith(China, StringComparison.Ordinal)) return IdentifierError.BadCountry;
        if (!IdentifierText.IsProvince(clean.AsSpan(3))) return IdentifierError.BadRegion;
        // The century is not in the number: the date is right if it exists in either one and one of them is past.
        if (!IsBirthDate("19", clean, today) && !IsBirthDate("20", clean, today)) return IdentifierError.BadDate;

        var holds = CheckCharacters.SevenThreeOne(clean.AsSpan(0, 14)) == clean[14];
        result = new(clean, holds);
        return holds ? IdentifierCheck.Ok : IdentifierCheck.Advisory(IdentifierError.BadChecksum);
    }

    /// <summary>Reads a number as people type it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out LegacyForeignPermanentResidentId result) =>
        Check(s, null, out result) is { IsOk: true } or { IsAdvisory: true };

    /// <inheritdoc />
    public static LegacyForeignPermanentResidentId Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw IdentifierText.NotA("foreign permanent resident number of 15 characters");

    /// <summary>All 15 characters: personal data, never to be logged.</summary>
    public override string ToString() => Value;

    private static bool IsBirthDate(string century, string clean, DateOnly? today) =>
        IdentifierText.IsBirthDate(string.Concat(century, clean.AsSpan(7, 6)), today, out _);
}
