using System.Diagnostics.CodeAnalysis;

namespace PreExam.Domain.Identifiers;

/// <summary>Sex as the number tells it.</summary>
public enum Sex
{
    /// <summary>女: an even sequence.</summary>
    Female,

    /// <summary>男: an odd sequence.</summary>
    Male,
}

/// <summary>
/// 公民身份号码: 18 characters, the last a check character (GB 11643-1999, ISO 7064 MOD 11-2). Numbers of residence permits for
/// people from Hong Kong, Macau and Taiwan (81, 82, 83) are of this form too. A value of this type has a province, a birth date
/// that exists and the right check character; whether it was ever given to someone is not known from it.
/// </summary>
public readonly record struct ResidentId : IParsable<ResidentId>
{
    private readonly string? _value;

    private ResidentId(string value, DateOnly birthDate) => (_value, BirthDate) = (value, birthDate);

    /// <summary>The date of birth that the number carries.</summary>
    public DateOnly BirthDate { get; }

    /// <summary>The sex that the number carries.</summary>
    public Sex Sex => _value is { } value && (value[16] - '0') % 2 == 1 ? Sex.Male : Sex.Female;

    /// <summary>The first six digits: where the number was first given out, not where its holder lives.</summary>
    public string Region => _value?[..6] ?? "";

    /// <summary>All 18 characters: personal data, never to be logged.</summary>
    public string Value => _value ?? "";

    /// <summary>Six and four characters and stars between: <c>331199********0017</c>.</summary>
    public string Masked => IdentifierText.Mask(_value, 6, 4);

    /// <summary>Whole years on <paramref name="day"/>; someone born on 29 February is a year older on 1 March of a common year.</summary>
    public int AgeOn(DateOnly day)
    {
        var years = day.Year - BirthDate.Year;
        return (day.Month, day.Day).CompareTo((BirthDate.Month, BirthDate.Day)) < 0 ? years - 1 : years;
    }

    /// <summary>Reads a number and says what is wrong with it; a birth after <paramref name="today"/> is a bad date.</summary>
    public static IdentifierCheck Check(string? text, DateOnly? today, out ResidentId result)
    {
        result = default;
        var clean = IdentifierText.Clean(text);
        if (clean.Length != 18 || !IdentifierText.AllDigits(clean.AsSpan(0, 17)) || !(char.IsAsciiDigit(clean[17]) || clean[17] == 'X'))
        {
            return IdentifierError.BadFormat;
        }
        if (!IdentifierText.IsProvince(clean)) return IdentifierError.BadRegion;
        if (!IdentifierText.IsBirthDate(clean.AsSpan(6, 8), today, out var birthDate)) return IdentifierError.BadDate;
        if (CheckCharacter(clean.AsSpan(0, 17)) != clean[17]) return IdentifierError.BadChecksum;
        result = new(clean, birthDate);
        return IdentifierCheck.Ok;
    }

    /// <summary>Reads a number as people type it; without a clock, so a birth in the future is not noticed here.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ResidentId result) =>
        Check(s, null, out result).IsOk;

    /// <summary>Reads a number as people type it, born no later than <paramref name="today"/>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, DateOnly today, out ResidentId result) =>
        Check(s, today, out result).IsOk;

    /// <inheritdoc />
    public static ResidentId Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw IdentifierText.NotA("resident ID number");

    /// <summary>All 18 characters: personal data, never to be logged.</summary>
    public override string ToString() => Value;

    internal static char CheckCharacter(ReadOnlySpan<char> body) => CheckCharacters.Mod11Radix2(body);
}
