namespace PreExam.Domain.Cases;

/// <summary>An expected "no". <paramref name="Code"/> is public contract: codes are added, never renamed.</summary>
/// <param name="Code">Stable code; its HTTP status and texts stand in the server's problem catalogue.</param>
/// <param name="Subjects">What the refusal is about: slots, findings or pages, never personal data.</param>
public sealed record Refusal(string Code, params IReadOnlyList<string> Subjects);

/// <summary>What a transition did: events, or one refusal and an unchanged case. Never both.</summary>
/// <param name="Events">What happened, in order; empty when refused.</param>
/// <param name="Refusal">Why nothing happened, or null.</param>
public readonly record struct Transition(IReadOnlyList<CaseEvent> Events, Refusal? Refusal)
{
    /// <summary>A transition that did one thing.</summary>
    public static Transition FromCaseEvent(CaseEvent happened) => new([happened], null);

    /// <summary>A transition that was refused.</summary>
    public static Transition FromRefusal(Refusal refusal) => new([], refusal);

    /// <inheritdoc cref="FromCaseEvent"/>
    public static implicit operator Transition(CaseEvent happened) => FromCaseEvent(happened);

    /// <inheritdoc cref="FromRefusal"/>
    public static implicit operator Transition(Refusal refusal) => FromRefusal(refusal);
}
