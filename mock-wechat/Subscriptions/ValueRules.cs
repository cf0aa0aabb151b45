using System.Globalization;
using System.Text.RegularExpressions;

namespace MockWeChat.Subscriptions;

/// <summary>What may stand in a card's field, by the kind that its key begins with.</summary>
internal static partial class ValueRules
{
    [GeneratedRegex(@"^[\p{IsCJKUnifiedIdeographs}\p{IsCJKUnifiedIdeographsExtensionA}]+\z")]
    private static partial Regex Han();

    [GeneratedRegex(@"^[A-Za-z\p{P}\p{S} ]+\z")]
    private static partial Regex Latin();

    [GeneratedRegex(@"^[A-Za-z\p{P}\p{S} \p{IsCJKUnifiedIdeographs}\p{IsCJKUnifiedIdeographsExtensionA}]+\z")]
    private static partial Regex HanAndLatin();

    [GeneratedRegex(@"^[!-~]{1,32}\z")]
    private static partial Regex CharacterString();

    [GeneratedRegex(@"^[0-9]+(\.[0-9]+)?\z")]
    private static partial Regex Number();

    [GeneratedRegex(@"^[¥￥$€£]?[0-9]{1,10}(\.[0-9]+)?元?\z")]
    private static partial Regex Amount();

    [GeneratedRegex(@"^[0-9+() -]{1,17}\z")]
    private static partial Regex PhoneNumber();

    [GeneratedRegex(@"^[A-Za-z]{1,32}\z")]
    private static partial Regex Letter();

    [GeneratedRegex(@"^[\p{P}\p{S}]{1,5}\z")]
    private static partial Regex Symbol();

    private static readonly string[] Times = ["H:mm", "HH:mm", "H:mm:ss", "HH:mm:ss"];

    private static readonly string[] Days =
    [
        "yyyy年M月d日", "yyyy年M月", "M月d日", "yyyy-M-d", "yyyy-M", "M-d", "yyyy/M/d", "yyyy/M", "M/d", "yyyy.M.d", "yyyy.M", "M.d",
    ];

    /// <summary>Length is counted in UTF-16 units: whether the platform does so is not told, and this is the larger count.</summary>
    public static bool Allows(Template template, string key, string value)
    {
        if (value.Length == 0 || value.Any(char.IsControl)) return false;
        return key.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') switch
        {
            "thing" => value.Length <= 20,
            "phrase" => value.Length <= 5 && Han().IsMatch(value),
            "name" => Latin().IsMatch(value) ? value.Length <= 20 : value.Length <= 10 && HanAndLatin().IsMatch(value),
            "character_string" => CharacterString().IsMatch(value),
            "number" => value.Length <= 32 && Number().IsMatch(value),
            "amount" => Amount().IsMatch(value),
            "phone_number" => PhoneNumber().IsMatch(value),
            "car_number" => value.Length <= 8,
            "letter" => Letter().IsMatch(value),
            "symbol" => Symbol().IsMatch(value),
            "enum_string" => template.As.EnumValues.TryGetValue(key, out var listed) && listed.Contains(value),
            "date" => Span(value, part => IsDay(part) || IsDayAndTime(part)),
            "time" => Span(value, part => IsTime(part) || IsDayAndTime(part)),
            _ => false,
        };
    }

    /// <summary>One instant, or two with a tilde between them.</summary>
    private static bool Span(string value, Func<string, bool> isOne)
    {
        var parts = value.Split('~');
        return parts.Length switch
        {
            1 => isOne(parts[0]),
            2 => isOne(parts[0].Trim()) && (isOne(parts[1].Trim()) || IsTime(parts[1].Trim())),
            _ => false,
        };
    }

    private static bool IsDayAndTime(string value)
    {
        var gap = value.IndexOf(' ', StringComparison.Ordinal);
        return gap > 0 && IsDay(value[..gap]) && IsTime(value[(gap + 1)..]);
    }

    private static bool IsTime(string value) => TimeOnly.TryParseExact(value, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsDay(string value) =>
        DateTime.TryParseExact(value, Days, CultureInfo.InvariantCulture, DateTimeStyles.NoCurrentDateDefault, out _);
}
