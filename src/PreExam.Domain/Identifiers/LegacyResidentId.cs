using System.Diagnostics.CodeAnalysis;

namespace PreExam.Domain.Identifiers;

/// <summary>
/// A first-generation number of 15 digits: no century and no check digit. The cards are void; a value of this type serves only to
/// match old records, through <see cref="Upgrade"/>.
/// </summary>
public readonly record struct LegacyResidentId : IParsable<LegacyResidentId>
{
    private readonly string? _value;
    private readonly ResidentId _upgraded;

    private LegacyResidentId(string value, ResidentId upgraded) => (_value, _upgraded) = (value, upgraded);

    /// <summary>All 15 digits: personal data, never to be logged.</summary>
    public string Value => _value ?? "";

    /// <summary>The number of 18 characters that the same person has today.</summary>
    public ResidentId Upgrade() => _upgraded;

    /// <summary>Reads a number and says what is wrong with it.</summary>
    public static IdentifierCheck Check(string? text, DateOnly? today, out LegacyResidentId result)
    {
        result = default;
        var clean = IdentifierText.Clean(text);
        if (clean.Length != 15 || !IdentifierText.AllDigits(clean)) return IdentifierError.BadFormat;
        if (!IdentifierText.IsProvince(clean)) return IdentifierError.BadRegion;

        var sequence = clean.AsSpan(12);
        // 996 to 999 were kept for people who were already a hundred years old when numbers began.
        var century = sequence.CompareTo("996", StringComparison.Ordinal) >= 0 ? "18" : "19";
        var body = string.Concat(clean.AsSpan(0, 6), century, clean.AsSpan(6));
        if (!IdentifierText.IsBirthDate(body.AsSpan(6, 8), today, out _)) return IdentifierError.BadDate;
        if (sequence is "000") return IdentifierError.BadSequence;

        result = new(clean, ResidentId.Parse(body + ResidentId.CheckCharacter(body), null));
        return IdentifierCheck.Ok;
    }

    /// <summary>Reads a number as people type it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out LegacyResidentId result) =>
        Check(s, null, out result).IsOk;

    /// <inheritdoc />
    public static LegacyResidentId Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw IdentifierText.NotA("resident ID number of 15 digits");

    /// <summary>All 15 digits: personal data, never to be logged.</summary>
    public override string ToString() => Value;
}
