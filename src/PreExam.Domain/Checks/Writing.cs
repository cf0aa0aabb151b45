using System.Text;

namespace PreExam.Domain.Checks;

/// <summary>Takes away differences in writing that mean nothing, so that two papers by two typists compare equal.</summary>
internal static class Writing
{
    private const string NameDots = "·・•‧．.∙﹒";
    private const string AddressMarks = ",，.。、;；:：-—_/#()（）";

    public static bool Same(string left, string right, Normalisation normalisation) =>
        string.Equals(Normalise(left, normalisation), Normalise(right, normalisation), StringComparison.Ordinal);

    public static string Normalise(string text, Normalisation normalisation)
    {
        var result = new StringBuilder(text.Length);
        foreach (var typed in text.Trim())
        {
            var plain = Narrow(typed);
            if (Drops(plain, normalisation)) continue;
            result.Append(normalisation == Normalisation.Exact ? plain : char.ToUpperInvariant(plain));
        }

        var clean = result.ToString().Trim();
        return normalisation == Normalisation.Address ? clean.Replace("號", "号", StringComparison.Ordinal) : clean;
    }

    // By hand: Unicode normalisation does nothing to full-width forms where the runtime carries no ICU.
    private static char Narrow(char typed) => typed switch
    {
        '\u3000' => ' ',
        >= '\uFF01' and <= '\uFF5E' => (char)(typed - 0xFEE0),
        _ => typed,
    };

    private static bool Drops(char plain, Normalisation normalisation) => normalisation switch
    {
        Normalisation.Exact => false,
        Normalisation.PersonName => char.IsWhiteSpace(plain) || NameDots.Contains(plain, StringComparison.Ordinal),
        Normalisation.Address => char.IsWhiteSpace(plain) || AddressMarks.Contains(plain, StringComparison.Ordinal),
        Normalisation.Identifier => char.IsWhiteSpace(plain) || plain == '-',
        _ => char.IsWhiteSpace(plain),
    };
}
