namespace PreExam.Domain.Cases;

/// <summary>What this case supplies for one requirement (材料). Its pages are aggregates of their own.</summary>
public sealed class Material
{
    /// <summary>The slot of the typed form, which is judged like a paper.</summary>
    public const string FormSlot = "form";

    /// <summary>For the mapper.</summary>
    private Material()
    {
    }

    internal Material(string slot) => Slot = slot;

    /// <summary>The requirement's own id within the matter version, or <see cref="FormSlot"/>.</summary>
    public string Slot { get; private set; } = "";

    /// <summary>Round in which the applicant last changed a page, a typed field or an explanation of this material.</summary>
    public int ChangedInRound { get; private set; }

    /// <summary>Sealed JSON of the values that the applicant typed from the paper, or null.</summary>
    public string? TypedFieldsSealed { get; internal set; }

    /// <summary>Sealed explanation why the applicant can't provide this, or null.</summary>
    public string? UnavailableSealed { get; internal set; }

    /// <summary>The verdict of the current round, or null while silent.</summary>
    public Verdict? Verdict { get; internal set; }

    /// <summary>The outcome told to the applicant in the last feedback, or null before the first.</summary>
    public VerdictOutcome? LastTold { get; internal set; }

    /// <summary>Names of typed fields that changed in <see cref="ChangedInRound"/>.</summary>
    public IReadOnlyList<string> ChangedFields { get; private set; } = [];

    internal void Touch(int round)
    {
        if (ChangedInRound != round) ChangedFields = [];
        ChangedInRound = round;
    }

    internal void TouchFields(int round, IReadOnlyCollection<string> changed)
    {
        if (changed.Count == 0) return;
        Touch(round);
        ChangedFields = [.. ChangedFields.Union(changed)];
    }
}
