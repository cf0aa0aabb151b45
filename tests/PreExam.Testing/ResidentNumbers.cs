namespace PreExam.Testing;

/// <summary>Invented ID numbers of the right form, each once in a run. Their region was never given out.</summary>
public static class ResidentNumbers
{
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private static int _given;

    /// <summary>A new number of somebody born on the day; otherwise of an adult.</summary>
    public static string Next(DateOnly? born = null)
    {
        var number = Interlocked.Increment(ref _given);
        var day = born ?? new DateOnly(1970, 1, 1).AddDays(number / 900);
        var body = $"339999{day:yyyyMMdd}{(number % 900) + 100:D3}";
        var sum = body.Select((digit, place) => (digit - '0') * Weights[place]).Sum();
        return body + "10X98765432"[sum % 11];
    }
}
