using PreExam.Domain.Checks;

namespace PreExam.Domain.Matters;

/// <summary>
/// One published version of a matter. It never changes, so it may be kept and shared by threads for as long as the process
/// runs; a case stays with the version that it began with.
/// </summary>
public sealed class MatterVersion
{
    /// <summary>A version of sound content, see <see cref="Matter"/>.</summary>
    public MatterVersion(Matter matter, int number, string contentHash)
    {
        ArgumentNullException.ThrowIfNull(matter);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        Matter = matter;
        Number = number;
        ContentHash = contentHash;
        Plan = CheckPlan.Compile(matter);
    }

    /// <summary>Code of the matter.</summary>
    public string Code => Matter.Code;

    /// <summary>1 for the first.</summary>
    public int Number { get; }

    /// <summary>Lower-case hex SHA-256 of the text that was published.</summary>
    public string ContentHash { get; }

    /// <summary>The content.</summary>
    public Matter Matter { get; }

    /// <summary>What is checked of its cases.</summary>
    public CheckPlan Plan { get; }

    /// <summary>The requirement of a slot, or null.</summary>
    public MaterialRequirement? FindMaterial(string slot) => Matter.Materials.FirstOrDefault(m => m.Slot == slot);

    /// <summary>The form field, or null.</summary>
    public FormField? FindField(string id) => Matter.Form.FirstOrDefault(f => f.Id == id);

    /// <summary>The question, or null.</summary>
    public Situation? FindSituation(string id) => Matter.Situations.FirstOrDefault(s => s.Id == id);
}
