using System.Diagnostics.CodeAnalysis;

namespace PreExam.Domain.Identifiers;

/// <summary>
/// 港澳台居民居住证: a number in the form of a <see cref="ResidentId"/> whose address code is 810000 (Hong Kong), 820000 (Macau) or
/// 830000 (Taiwan; not 71, which is Taiwan's code elsewhere).
/// </summary>
public readonly record struct HmtResidencePermit : IParsable<HmtResidencePermit>
{
    private HmtResidencePermit(ResidentId number) => Number = number;

    /// <summary>The number, with its birth date and sex.</summary>
    public ResidentId Number { get; }

    /// <summary>Reads a number and says what is wrong with it.</summary>
    public static IdentifierCheck Check(string? text, DateOnly? today, out HmtResidencePermit result)
    {
        result = default;
        var check = ResidentId.Check(text, today, out var number);
        if (check.Error is IdentifierError.BadFormat) return check;
        if (IdentifierText.Clean(text)[..6] is not ("810000" or "820000" or "830000")) return IdentifierError.BadRegion;
        if (!check.IsOk) return check;
        result = new(number);
        return IdentifierCheck.Ok;
    }

    /// <summary>Reads a number as people type it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out HmtResidencePermit result) =>
        Check(s, null, out result).IsOk;

    /// <inheritdoc />
    public static HmtResidencePermit Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw IdentifierText.NotA("residence permit number for Hong Kong, Macau or Taiwan");

    /// <summary>All 18 characters: personal data, never to be logged.</summary>
    public override string ToString() => Number.Value;
}
