using System.Diagnostics.CodeAnalysis;

namespace PreExam.Domain.Identifiers;

/// <summary>
/// 工商注册号: six digits of the authority, eight of sequence, and an ISO 7064 MOD 11,10 check digit (GS 15-2006). Superseded by the
/// <see cref="UnifiedSocialCreditCode"/>, still met on older papers.
/// </summary>
public readonly record struct BusinessRegistrationNumber : IParsable<BusinessRegistrationNumber>
{
    private readonly string? _value;

    private BusinessRegistrationNumber(string value) => _value = value;

    /// <summary>The cleaned number.</summary>
    public string Value => _value ?? "";

    /// <summary>Reads a number and says what is wrong with it.</summary>
    public static IdentifierCheck Check(string? text, out BusinessRegistrationNumber result)
    {
        result = default;
        var clean = IdentifierText.Clean(text);
        if (clean.Length != 15 || !IdentifierText.AllDigits(clean)) return IdentifierError.BadFormat;
        if (!IdentifierText.IsRegister(clean)) return IdentifierError.BadRegion;
        if (CheckCharacter(clean.AsSpan(0, 14)) != clean[14]) return IdentifierError.BadChecksum;
        result = new(clean);
        return IdentifierCheck.Ok;
    }

    /// <summary>Reads a number as people type it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out BusinessRegistrationNumber result) =>
        Check(s, out result).IsOk;

    /// <inheritdoc />
    public static BusinessRegistrationNumber Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw IdentifierText.NotA("business registration number");

    /// <summary>The cleaned number.</summary>
    public override string ToString() => Value;

    internal static char CheckCharacter(ReadOnlySpan<char> body) => CheckCharacters.Mod11Hybrid10(body);
}
