using PreExam.Domain.Checks;

namespace PreExam.Domain.Matters;

/// <summary>One material on the list of a case.</summary>
/// <param name="Requirement">What is asked for.</param>
/// <param name="Required">Yes, or unknown while an answer that decides it is missing; one that is not required is not on the list.</param>
/// <param name="Why">Which answer put it there, in plain words.</param>
public sealed record RequiredMaterial(MaterialRequirement Requirement, Truth Required, LocalText Why);

/// <summary>What is asked for, given the answers so far.</summary>
/// <param name="Asked">Questions to show, in order; those that are not asked with these answers are left out.</param>
/// <param name="Unanswered">Questions still without a valid answer.</param>
/// <param name="Rules">Rules that hold: the way ends here, or leads elsewhere.</param>
/// <param name="Materials">The list, in the matter's order.</param>
public sealed record RequirementList(
    IReadOnlyList<Situation> Asked,
    IReadOnlyList<Situation> Unanswered,
    IReadOnlyList<MatterRule> Rules,
    IReadOnlyList<RequiredMaterial> Materials)
{
    /// <summary>True when every question is answered, so that the list is exact.</summary>
    public bool IsComplete => Unanswered.Count == 0;

    /// <summary>True when a rule blocks or redirects.</summary>
    public bool IsBlocked => Rules.Count > 0;
}
