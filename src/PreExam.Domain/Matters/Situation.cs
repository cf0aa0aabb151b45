using PreExam.Domain.Checks;

namespace PreExam.Domain.Matters;

/// <summary>How many options an answer may name.</summary>
public enum AnswerKind
{
    /// <summary>Exactly one.</summary>
    One,

    /// <summary>One or more; none where <see cref="Situation.MayBeNone"/>.</summary>
    Several,
}

/// <summary>One option of a question.</summary>
/// <param name="Value">What is stored.</param>
/// <param name="Label">What is read.</param>
public sealed record SituationOption(string Value, LocalText Label);

/// <summary>A question whose answer changes what is required (情形).</summary>
public sealed record Situation
{
    /// <summary>Id within the matter.</summary>
    public required string Id { get; init; }

    /// <summary>The question.</summary>
    public required LocalText Text { get; init; }

    /// <summary>One option or several.</summary>
    public required AnswerKind Kind { get; init; }

    /// <summary>True where an empty selection is an answer too.</summary>
    public bool MayBeNone { get; init; }

    /// <summary>What can be chosen.</summary>
    public required IReadOnlyList<SituationOption> Options { get; init; }

    /// <summary>Asked only when this holds; null is always. May refer to earlier questions only.</summary>
    public Condition? AskWhen { get; init; }
}
