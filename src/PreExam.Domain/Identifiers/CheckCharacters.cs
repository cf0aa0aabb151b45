namespace PreExam.Domain.Identifiers;

/// <summary>The check-digit systems of the standards, over text that already has the right form.</summary>
internal static class CheckCharacters
{
    /// <summary>ISO 7064 MOD 11-2: weight 2^(n-i), answers a digit or X.</summary>
    public static char Mod11Radix2(ReadOnlySpan<char> body)
    {
        var sum = 0;
        foreach (var digit in body) sum = (sum + (digit - '0')) * 2 % 11;
        return "10X98765432"[sum];
    }

    /// <summary>ISO 7064 MOD 11,10 (GB/T 17710).</summary>
    public static char Mod11Hybrid10(ReadOnlySpan<char> body)
    {
        var product = 10;
        foreach (var digit in body)
        {
            var sum = (product + (digit - '0')) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (char)('0' + (11 - product) % 10);
    }

    /// <summary>GB 32100: weights 3^(i-1) mod 31 over the alphabet without I, O, S, V, Z.</summary>
    public static char Mod31(ReadOnlySpan<char> body, string alphabet)
    {
        int sum = 0, weight = 1;
        foreach (var character in body)
        {
            sum += alphabet.IndexOf(character, StringComparison.Ordinal) * weight;
            weight = weight * 3 % 31;
        }
        return alphabet[(31 - sum % 31) % 31];
    }

    /// <summary>GB 11714: letters count from A = 10 (all 26 of them, unlike the credit code's alphabet).</summary>
    public static char OrganisationCode(ReadOnlySpan<char> body)
    {
        ReadOnlySpan<int> weights = [3, 7, 9, 10, 5, 8, 4, 2];
        var sum = 0;
        for (var i = 0; i < weights.Length; i++) sum += LetterOrDigit(body[i]) * weights[i];
        return "0X987654321"[sum % 11];
    }

    /// <summary>The 7-3-1 rule of machine-readable travel documents.</summary>
    public static char SevenThreeOne(ReadOnlySpan<char> body)
    {
        ReadOnlySpan<int> weights = [7, 3, 1];
        var sum = 0;
        for (var i = 0; i < body.Length; i++) sum += LetterOrDigit(body[i]) * weights[i % 3];
        return (char)('0' + sum % 10);
    }

    /// <summary>Luhn: true when the digits, the last of them the check digit, add up.</summary>
    public static bool LuhnHolds(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var value = digits[^(i + 1)] - '0';
            if (i % 2 == 1) value = value * 2 > 9 ? value * 2 - 9 : value * 2;
            sum += value;
        }
        return sum % 10 == 0;
    }

    private static int LetterOrDigit(char character) => char.IsAsciiDigit(character) ? character - '0' : character - 'A' + 10;
}
