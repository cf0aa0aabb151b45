namespace PreExam.Specimens;

/// <summary>One file of the set and the truth about it.</summary>
/// <param name="File">Its name.</param>
/// <param name="Material">The material type that it would be handed in as.</param>
/// <param name="Findings">Codes of the findings that it must give; empty for a good picture.</param>
/// <param name="Fields">What is written on it.</param>
/// <param name="Orientation">EXIF orientation; 1 is upright.</param>
/// <param name="Corners">The paper's corners in the upright picture, clockwise from the upper left; null where the picture is the paper.</param>
public sealed record Specimen(
    string File, string Material, string[] Findings, IReadOnlyDictionary<string, string> Fields, int Orientation, Place[]? Corners);
