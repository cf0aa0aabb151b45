namespace PreExam.Domain.Cases;

/// <summary>A reason from the county's templates, with its blanks filled.</summary>
/// <param name="Code">Template code, for example <c>SIG_MISSING</c>.</param>
/// <param name="Blanks">The template's blanks and what was filled in; none may be empty.</param>
/// <param name="Text">The sentence as the applicant reads it.</param>
/// <param name="Fix">What to do about it, in plain words.</param>
public sealed record VerdictReason(string Code, IReadOnlyDictionary<string, string> Blanks, string Text, string Fix);

/// <summary>A shape drawn on a page (标注), in coordinates of the original image, 0 to 1 of its width and height.</summary>
/// <param name="PageId">The page that carries the mark.</param>
/// <param name="X">Left edge, share of the width.</param>
/// <param name="Y">Top edge, share of the height.</param>
/// <param name="Width">Share of the width.</param>
/// <param name="Height">Share of the height.</param>
/// <param name="Note">A few words, or null.</param>
public sealed record Mark(Guid PageId, double X, double Y, double Width, double Height, string? Note);

/// <summary>What one caseworker says of one material in one round.</summary>
/// <param name="Outcome">Accepted, rejected, not needed or deferred.</param>
/// <param name="Reasons">Template reasons; needed when rejected, unless <paramref name="OwnWords"/> says why.</param>
/// <param name="OwnWords">Free text to the applicant, or null.</param>
/// <param name="Marks">Shapes on the pages.</param>
/// <param name="Targets">Page ids or form fields the objection names; empty means the whole material.</param>
/// <param name="DeferredUntil">Last day to hand in a deferred material.</param>
/// <param name="LateReason">Why an objection to something already visible in an earlier round comes only now.</param>
public sealed record Verdict(
    VerdictOutcome Outcome,
    IReadOnlyList<VerdictReason> Reasons,
    string? OwnWords,
    IReadOnlyList<Mark> Marks,
    IReadOnlyList<string> Targets,
    DateOnly? DeferredUntil,
    string? LateReason)
{
    /// <summary>Whether the objection names something unchanged since an earlier round; set by the case.</summary>
    public bool IsLate { get; init; }

    /// <summary>The caseworker.</summary>
    public Guid DecidedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset DecidedAt { get; init; }
}
