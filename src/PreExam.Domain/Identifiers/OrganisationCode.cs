using System.Diagnostics.CodeAnalysis;

namespace PreExam.Domain.Identifiers;

/// <summary>
/// 组织机构代码: eight letters or digits and a check character (GB 11714-1997). It lives on as characters 9 to 17 of a
/// <see cref="UnifiedSocialCreditCode"/>.
/// </summary>
public readonly record struct OrganisationCode : IParsable<OrganisationCode>
{
    private static readonly System.Buffers.SearchValues<char> Alphabet =
        System.Buffers.SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private readonly string? _value;

    private OrganisationCode(string value) => _value = value;

    /// <summary>The cleaned number.</summary>
    public string Value => _value ?? "";

    /// <summary>Reads a number and says what is wrong with it.</summary>
    public static IdentifierCheck Check(string? text, out OrganisationCode result)
    {
        result = default;
        var clean = IdentifierText.Clean(text, drop: "-");
        if (clean.Length != 9 || clean.AsSpan().ContainsAnyExcept(Alphabet)) return IdentifierError.BadFormat;
        if (CheckCharacter(clean.AsSpan(0, 8)) != clean[8]) return IdentifierError.BadChecksum;
        result = new(clean);
        return IdentifierCheck.Ok;
    }

    /// <summary>Reads a number as people type it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out OrganisationCode result) =>
        Check(s, out result).IsOk;

    /// <inheritdoc />
    public static OrganisationCode Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw IdentifierText.NotA("organisation code");

    /// <summary>The cleaned number.</summary>
    public override string ToString() => Value;

    internal static char CheckCharacter(ReadOnlySpan<char> body) => CheckCharacters.OrganisationCode(body);
}
