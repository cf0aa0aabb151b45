using System.Globalization;
using PreExam.Domain.Matters;

namespace PreExam.Domain.Checks;

/// <summary>How values that travel as text are read and shown.</summary>
internal static class FactValues
{
    public static DateOnly? AsDate(string? value)
    {
        if (value == InputField.LongTerm) return DateOnly.MaxValue;
        return DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
    }

    public static decimal? AsNumber(string? value) =>
        decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    public static string Of(DateOnly date) =>
        date == DateOnly.MaxValue ? InputField.LongTerm : date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Completed years; someone born on 29 February is a year older on 1 March of a common year.</summary>
    public static int? Age(DateOnly birth, DateOnly on)
    {
        if (birth > on) return null;
        var years = on.Year - birth.Year;
        return (on.Month, on.Day).CompareTo((birth.Month, birth.Day)) < 0 ? years - 1 : years;
    }

    /// <summary>A number of a person as it may be shown: both ends, stars between.</summary>
    public static string Mask(string value)
    {
        var (head, tail) = value.Length switch
        {
            >= 15 => (6, 4),
            >= 11 => (3, 4),
            >= 7 => (2, 2),
            _ => (0, 0),
        };
        return string.Concat(value.AsSpan(0, head), new string('*', value.Length - head - tail), value.AsSpan(value.Length - tail));
    }
}
