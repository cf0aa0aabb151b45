using System.Diagnostics.CodeAnalysis;

namespace PreExam.Domain.Identifiers;

/// <summary>
/// 统一社会信用代码 of an organisation: authority, category, six digits of region, an <see cref="OrganisationCode"/> and a check
/// character (GB 32100-2015; weights 3^i mod 31). A value of this type has passed both checks; whether the organisation exists is not
/// known from it.
/// </summary>
public readonly record struct UnifiedSocialCreditCode : IParsable<UnifiedSocialCreditCode>
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"; // no I, O, S, V, Z: too like 1, 0, 5, U, 2
    private static readonly System.Buffers.SearchValues<char> Characters = System.Buffers.SearchValues.Create(Alphabet);

    /// <summary>Which categories each registering authority gives out.</summary>
    private static readonly Dictionary<char, string> Categories = new()
    {
        ['1'] = "12349", // establishment offices
        ['2'] = "19", // foreign affairs
        ['3'] = "123459", // justice
        ['4'] = "19", // culture
        ['5'] = "12349", // civil affairs
        ['6'] = "19", // tourism
        ['7'] = "129", // religious affairs
        ['8'] = "19", // trade unions
        ['9'] = "1239", // market regulation
        ['A'] = "19", // military
        ['N'] = "1239", // agriculture
        ['Y'] = "1", // others
    };

    private readonly string? _value;

    private UnifiedSocialCreditCode(string value) => _value = value;

    /// <summary>The cleaned number.</summary>
    public string Value => _value ?? "";

    /// <summary>The organisation code inside.</summary>
    public OrganisationCode OrganisationCode =>
        _value is null ? default : PreExam.Domain.Identifiers.OrganisationCode.Parse(_value[8..17], null);

    /// <summary>Reads a number and says what is wrong with it.</summary>
    public static IdentifierCheck Check(string? text, out UnifiedSocialCreditCode result)
    {
        result = default;
        var clean = IdentifierText.Clean(text, drop: " -");
        if (clean.Length != 18 || clean.AsSpan().ContainsAnyExcept(Characters) || !IdentifierText.AllDigits(clean.AsSpan(2, 6)))
        {
            return IdentifierError.BadFormat;
        }
        if (!Categories.TryGetValue(clean[0], out var categories)) return IdentifierError.BadAuthority;
        if (!categories.Contains(clean[1], StringComparison.Ordinal)) return IdentifierError.BadCategory;
        if (!IdentifierText.IsRegister(clean.AsSpan(2))) return IdentifierError.BadRegion;
        if (CheckCharacter(clean.AsSpan(0, 17)) != clean[17]) return IdentifierError.BadChecksum;
        if (PreExam.Domain.Identifiers.OrganisationCode.CheckCharacter(clean.AsSpan(8, 8)) != clean[16]) return IdentifierError.BadChecksum;
        result = new(clean);
        return IdentifierCheck.Ok;
    }

    /// <summary>Reads a number as people type it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out UnifiedSocialCreditCode result) =>
        Check(s, out result).IsOk;

    /// <inheritdoc />
    public static UnifiedSocialCreditCode Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw IdentifierText.NotA("unified social credit code");

    /// <summary>The cleaned number.</summary>
    public override string ToString() => Value;

    internal static char CheckCharacter(ReadOnlySpan<char> body) => CheckCharacters.Mod31(body, Alphabet);
}
