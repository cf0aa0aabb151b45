using System.Diagnostics.CodeAnalysis;

namespace PreExam.Domain.Identifiers;

/// <summary>
/// 银行卡号: 13 to 19 digits that pass the Luhn check. Whether the account exists is not known from it.
/// </summary>
public readonly record struct BankCardNumber : IParsable<BankCardNumber>
{
    private readonly string? _value;

    private BankCardNumber(string value) => _value = value;

    /// <summary>The cleaned number.</summary>
    public string Value => _value ?? "";

    /// <summary>The last four digits behind stars.</summary>
    public string Masked => IdentifierText.Mask(_value, 0, 4);

    /// <summary>Reads a number and says what is wrong with it.</summary>
    public static IdentifierCheck Check(string? text, out BankCardNumber result)
    {
        result = default;
        var clean = IdentifierText.Clean(text, drop: " -");
        if (clean.Length is < 13 or > 19 || !IdentifierText.AllDigits(clean)) return IdentifierError.BadFormat;
        if (!CheckCharacters.LuhnHolds(clean)) return IdentifierError.BadChecksum;
        result = new(clean);
        return IdentifierCheck.Ok;
    }

    /// <summary>Reads a number as people type it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out BankCardNumber result) =>
        Check(s, out result).IsOk;

    /// <inheritdoc />
    public static BankCardNumber Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw IdentifierText.NotA("bank card number");

    /// <summary>The cleaned number.</summary>
    public override string ToString() => Value;
}
