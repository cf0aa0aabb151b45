using PreExam.Domain.Matters;

namespace PreExam.Domain.Checks;

/// <summary>What a check says: never a guess.</summary>
public enum CheckResult
{
    /// <summary>Holds.</summary>
    Passed,

    /// <summary>Does not hold.</summary>
    Failed,

    /// <summary>Can't be told: something it needs is missing or can't be read.</summary>
    Undetermined,
}

/// <summary>What a failed check means for the submission.</summary>
public enum Severity
{
    /// <summary>Refuses the submission.</summary>
    Blocker,

    /// <summary>可说明后提交: needs a new page or the applicant's explanation.</summary>
    Warning,

    /// <summary>Only told.</summary>
    Notice,
}

/// <summary>What a finding is about.</summary>
public enum TargetKind
{
    /// <summary>The case as a whole.</summary>
    Case,

    /// <summary>A question of the situations.</summary>
    Question,

    /// <summary>A field of the form.</summary>
    Field,

    /// <summary>A material.</summary>
    Slot,

    /// <summary>One page; <see cref="CheckTarget.Slot"/> names its material.</summary>
    Page,
}

/// <summary>What a finding is about, by id.</summary>
/// <param name="Kind">Kind of thing.</param>
/// <param name="Id">Question, field, slot or page id; empty for the case.</param>
/// <param name="Slot">The material that it belongs to, or null.</param>
/// <param name="Field">The field of that material, or null.</param>
public sealed record CheckTarget(TargetKind Kind, string Id, string? Slot = null, string? Field = null)
{
    /// <summary>The case as a whole.</summary>
    public static CheckTarget WholeCase { get; } = new(TargetKind.Case, "");

    /// <summary>A question.</summary>
    public static CheckTarget OfQuestion(string id) => new(TargetKind.Question, id);

    /// <summary>A field of the form.</summary>
    public static CheckTarget OfField(string id) => new(TargetKind.Field, id);

    /// <summary>A material, or one field typed off it.</summary>
    public static CheckTarget OfSlot(string slot, string? field = null) => new(TargetKind.Slot, slot, slot, field);

    /// <summary>One page.</summary>
    public static CheckTarget OfPage(Guid page, string slot) => new(TargetKind.Page, page.ToString(), slot);
}

/// <summary>A check that a matter declares.</summary>
public abstract record Check
{
    /// <summary>Id within the matter; part of the finding's id, so keep it when the text changes.</summary>
    public required string Id { get; init; }

    /// <summary>What a failure means.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What it is about.</summary>
    public required CheckTarget Target { get; init; }

    /// <summary>Checked only when this holds; null is always.</summary>
    public Condition? When { get; init; }
}

/// <summary>A check that passes when a condition holds.</summary>
public sealed record ConditionCheck : Check
{
    /// <summary>What must hold.</summary>
    public required Condition Holds { get; init; }

    /// <summary>What is wrong, in the applicant's words.</summary>
    public required LocalText Message { get; init; }

    /// <summary>What to do about it.</summary>
    public required LocalText Remedy { get; init; }
}

/// <summary>A paper must still be valid today; near its end the applicant is warned.</summary>
public sealed record ExpiryCheck : Check
{
    /// <summary>The material.</summary>
    public required string Slot { get; init; }

    /// <summary>The date field typed off it.</summary>
    public required string Field { get; init; }

    /// <summary>Days before the end from which on the applicant is warned.</summary>
    public int WarnDays { get; init; } = 30;
}
