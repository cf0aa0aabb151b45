namespace PreExam.Server.Catalogue.Loading;

/// <summary>One thing wrong in a matter's text, with the place where an editor finds it.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Line">Line, 1 for the first.</param>
/// <param name="Column">Column, 1 for the first.</param>
/// <param name="Place">JSON pointer, e.g. <c>/materials/3/slot</c>.</param>
/// <param name="Message">What is wrong.</param>
public sealed record CatalogueFault(string File, long Line, long Column, string Place, string Message)
{
    /// <summary>In the form that editors and terminals make clickable.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Place} {Message}";
}

/// <summary>A matter's text can't be used.</summary>
public sealed class CatalogueException(IReadOnlyList<CatalogueFault> faults)
    : Exception(string.Join(Environment.NewLine, faults))
{
    /// <summary>Everything wrong, in the order of the text.</summary>
    public IReadOnlyList<CatalogueFault> Faults { get; } = faults;
}
