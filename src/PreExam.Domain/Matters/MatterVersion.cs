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

    /// <summary>The material list for these answers, with the reasons; values that are no option count as no answer.</summary>
    public RequirementList RequirementsFor(IReadOnlyDictionary<string, IReadOnlyList<string>> answers) => Plan.Requirements(answers);

    /// <summary>Whether these answers ask for a follow-up track.</summary>
    public bool IsTrackChosen(string track, IReadOnlyDictionary<string, IReadOnlyList<string>> answers) =>
        !Matter.TrackChoices.TryGetValue(track, out var choice) || Plan.Holds(choice, answers);

    /// <summary>Questions whose answer names no question, no option, or more options than one may choose.</summary>
    public IReadOnlyList<string> FindWrongAnswers(IReadOnlyDictionary<string, IReadOnlyList<string>> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        return [.. answers.Where(a => IsWrong(FindSituation(a.Key), a.Value)).Select(a => a.Key)];
    }

    /// <summary>Kinds of sensitive data on a list, each of which needs a consent of its own before the first upload.</summary>
    public IReadOnlyList<Sensitivity> ConsentsFor(RequirementList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return [.. list.Materials.Select(m => m.Requirement.Sensitivity)
            .Concat(Matter.Form.Select(f => f.Sensitivity))
            .Where(s => s > Sensitivity.Sensitive)
            .Distinct()
            .Order()];
    }

    private static bool IsWrong(Situation? situation, IReadOnlyList<string>? answer) =>
        situation is null
        || answer is null
        || (situation.Kind == AnswerKind.One && answer.Count > 1)
        || answer.Distinct(StringComparer.Ordinal).Count() != answer.Count
        || answer.Any(a => situation.Options.All(o => o.Value != a));
}
