namespace PreExam.Domain.Cases;

/// <summary>
/// One applicant's pre-examination of one matter version (预审件). Every change is a method that returns what happened or one
/// typed refusal; nothing else changes the state. Pages are aggregates of their own: a page becoming ready does not touch this version.
/// </summary>
public sealed partial class Case
{
    private readonly List<Material> _materials = [];
    private readonly List<Round> _rounds = [];

    /// <summary>For the mapper.</summary>
    private Case()
    {
    }

    /// <summary>Row id, GUID v7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The human number, <see cref="CaseNumber"/>.</summary>
    public string Number { get; private set; } = "";

    /// <summary>The person who files; the guardian when <see cref="SubjectSealed"/> names a child.</summary>
    public Guid ApplicantId { get; private set; }

    /// <summary>Sealed JSON of the child for whom the applicant acts as guardian, or null.</summary>
    public string? SubjectSealed { get; private set; }

    /// <summary>Code of the matter.</summary>
    public string MatterCode { get; private set; } = "";

    /// <summary>The published version to which the case is pinned.</summary>
    public int MatterVersion { get; private set; }

    /// <summary>The department whose caseworkers see the case.</summary>
    public string Department { get; private set; } = "";

    /// <summary>Where the case stands.</summary>
    public CaseState State { get; private set; }

    /// <summary>Counts changes; the optimistic lock and the ETag.</summary>
    public int Version { get; private set; }

    /// <summary>Number of events so far; gives each its place in the timeline.</summary>
    public int EventCount { get; private set; }

    /// <summary>0 while a draft, then the number of the latest submission.</summary>
    public int Round { get; private set; }

    /// <summary>Answers to the matter's situations, by question.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Answers { get; private set; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Sealed JSON of the form's values, or null.</summary>
    public string? FieldsSealed { get; private set; }

    /// <summary>Sealed JSON of the applicant's explanations, by finding, or null.</summary>
    public string? ExplanationsSealed { get; private set; }

    /// <summary>When the draft began.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When the applicant last did something; drafts lapse from here.</summary>
    public DateTimeOffset TouchedAt { get; private set; }

    /// <summary>The first submission, kept for ever: the five-day guard counts from it.</summary>
    public DateTimeOffset? FirstSubmittedAt { get; private set; }

    /// <summary>The latest submission.</summary>
    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>When the promised answer is due; orders the queue. Null while the applicant's turn.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>The caseworker who holds the case, or null.</summary>
    public Guid? HeldBy { get; private set; }

    /// <summary>When the hold ends by itself.</summary>
    public DateTimeOffset? HeldUntil { get; private set; }

    /// <summary>The answer that is being sent, or null.</summary>
    public ScheduledFeedback? Scheduled { get; private set; }

    /// <summary>The applicant's last day: of a draft, of the correction or of the pass. Null while the staff's turn or at an end.</summary>
    public DateOnly? LapsesOn { get; private set; }

    /// <summary>When the applicant was told that the case will lapse.</summary>
    public DateTimeOffset? LapseWarnedAt { get; private set; }

    /// <summary>What the case supplies, by slot.</summary>
    public IReadOnlyList<Material> Materials => _materials;

    /// <summary>Submissions and their answers, oldest first.</summary>
    public IReadOnlyList<Round> Rounds => _rounds;

    /// <summary>Whether the applicant may change materials, fields and answers now.</summary>
    public bool IsApplicantsTurn => State is CaseState.Draft or CaseState.Returned;

    /// <summary>Whether nothing can happen any more before or after a hand-over.</summary>
    public bool IsEnded => State is CaseState.Redirected or CaseState.HandedOver or CaseState.Withdrawn or CaseState.Lapsed;

    /// <summary>The round into which changes made now will go.</summary>
    public int WorkingRound => IsApplicantsTurn ? Round + 1 : Round;

    /// <summary>The material of a slot, or null when nothing was supplied.</summary>
    public Material? FindMaterial(string slot) => _materials.Find(m => m.Slot == slot);

    private Material MaterialFor(string slot)
    {
        var found = FindMaterial(slot);
        if (found is null) _materials.Add(found = new Material(slot));
        return found;
    }

    private T Happened<T>(T happened)
        where T : CaseEvent
    {
        Version++;
        EventCount++;
        return happened;
    }
}
