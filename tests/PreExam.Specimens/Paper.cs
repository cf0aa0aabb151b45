namespace PreExam.Specimens;

/// <summary>One paper of a kind that the catalogue asks for, drawn, with the truth about it.</summary>
/// <param name="Kind">Code of the material, as the catalogue names it.</param>
/// <param name="Sheet">The drawing.</param>
/// <param name="Width">In millimetres.</param>
/// <param name="Height">In millimetres.</param>
/// <param name="CornerRadius">Of rounded cards, in millimetres; 0 for cut paper.</param>
/// <param name="Fields">What is written on it.</param>
public sealed record Paper(string Kind, Sheet Sheet, double Width, double Height, double CornerRadius, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>Cards do not bend.</summary>
    public bool IsStiff => CornerRadius > 0;
}
