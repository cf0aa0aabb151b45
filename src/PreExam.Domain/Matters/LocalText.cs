namespace PreExam.Domain.Matters;

/// <summary>One text in the two languages that the program speaks.</summary>
/// <param name="Zh">Chinese, shown by default.</param>
/// <param name="En">English.</param>
public sealed record LocalText(string Zh, string En)
{
    /// <summary>Both texts run together, for sentences built from parts.</summary>
    public static LocalText Join(string separatorZh, string separatorEn, IEnumerable<LocalText> parts)
    {
        LocalText[] all = [.. parts];
        return new(string.Join(separatorZh, all.Select(p => p.Zh)), string.Join(separatorEn, all.Select(p => p.En)));
    }
}
