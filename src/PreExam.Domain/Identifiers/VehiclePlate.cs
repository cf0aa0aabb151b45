using System.Diagnostics.CodeAnalysis;

namespace PreExam.Domain.Identifiers;

/// <summary>
/// 机动车号牌 (GA 36): province, authority letter, and five characters; on new-energy plates six, with the energy letter first (small
/// cars) or last (large ones). I and O are never used. Plates of the army, police and consulates are of other forms.
/// </summary>
public readonly record struct VehiclePlate : IParsable<VehiclePlate>
{
    private const string Provinces = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
    private static readonly System.Buffers.SearchValues<char> Serial =
        System.Buffers.SearchValues.Create("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ");
    private readonly string? _value;

    private VehiclePlate(string value) => _value = value;

    /// <summary>The cleaned number.</summary>
    public string Value => _value ?? "";

    /// <summary>Reads a number and says what is wrong with it.</summary>
    public static IdentifierCheck Check(string? text, out VehiclePlate result)
    {
        result = default;
        var clean = IdentifierText.Clean(text, drop: " -·・•");
        if (clean.Length is not (7 or 8) || !Provinces.Contains(clean[0], StringComparison.Ordinal)) return IdentifierError.BadFormat;
        if (!char.IsAsciiLetterUpper(clean[1]) || clean.AsSpan(1).ContainsAnyExcept(Serial)) return IdentifierError.BadFormat;
        if (clean.Length == 8 && !IsNewEnergy(clean.AsSpan(2))) return IdentifierError.BadFormat;
        result = new(clean);
        return IdentifierCheck.Ok;
    }

    /// <summary>Reads a number as people type it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out VehiclePlate result) =>
        Check(s, out result).IsOk;

    /// <inheritdoc />
    public static VehiclePlate Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw IdentifierText.NotA("vehicle plate");

    /// <summary>The cleaned number.</summary>
    public override string ToString() => Value;

    /// <summary>D, A, B, C, E stand for pure electric, F, G, H, J, K for the others.</summary>
    private static bool IsNewEnergy(ReadOnlySpan<char> serial) =>
        (IsEnergyLetter(serial[0]) && IdentifierText.AllDigits(serial[2..]))
        || (IsEnergyLetter(serial[^1]) && IdentifierText.AllDigits(serial[..^1]));

    private static bool IsEnergyLetter(char letter) => letter is >= 'A' and <= 'K' and not 'I';
}
