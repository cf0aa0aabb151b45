using System.Globalization;

namespace PreExam.Domain.Cases;

/// <summary>
/// The number people read over the phone: <c>PE-yymmdd-nnnnnn-c</c>, the day in Beijing time, a counter of that day and a
/// check digit (Luhn over the twelve digits, so that one wrong digit or two swapped neighbours are noticed).
/// </summary>
public static class CaseNumber
{
    /// <summary>Composes the number of the <paramref name="counter"/>th case of <paramref name="day"/>.</summary>
    public static string Compose(DateOnly day, int counter)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(counter);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(counter, 999_999);
        var digits = day.ToString("yyMMdd", CultureInfo.InvariantCulture) + counter.ToString("D6", CultureInfo.InvariantCulture);
        return $"PE-{digits[..6]}-{digits[6..]}-{CheckDigit(digits)}";
    }

    /// <summary>Whether the text has the form of a case number and its check digit fits.</summary>
    public static bool IsValid(string? text)
    {
        if (text is not { Length: 18 } || !text.StartsWith("PE-", StringComparison.Ordinal) || text[9] != '-' || text[16] != '-') return false;
        var digits = string.Concat(text.AsSpan(3, 6), text.AsSpan(10, 6));
        return digits.All(char.IsAsciiDigit) && CheckDigit(digits) == text[17];
    }

    private static char CheckDigit(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i] - '0';
            if (i % 2 == 0) digit = digit * 2 > 9 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }

        return (char)('0' + ((10 - (sum % 10)) % 10));
    }
}
