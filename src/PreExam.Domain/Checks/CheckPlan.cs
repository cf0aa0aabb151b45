using PreExam.Domain.Matters;

namespace PreExam.Domain.Checks;

/// <summary>
/// Everything that is checked of a case of one matter version: what follows from questions, form, materials and rules by
/// themselves, then the matter's own checks. Compiled once; a run touches nothing but its arguments, so threads share it.
/// </summary>
public sealed class CheckPlan
{
    private readonly Vocabulary _vocabulary;
    private readonly IReadOnlyList<Action<FindingWriter>> _steps;

    private CheckPlan(Vocabulary vocabulary, IReadOnlyList<Action<FindingWriter>> steps) => (_vocabulary, _steps) = (vocabulary, steps);

    /// <summary>Compiles a sound matter.</summary>
    public static CheckPlan Compile(Matter matter)
    {
        ArgumentNullException.ThrowIfNull(matter);
        List<Action<FindingWriter>> steps = [ApplicantChecks.Run, SituationChecks.Run];
        steps.AddRange(matter.Form.Select<FormField, Action<FindingWriter>>(field => run => FieldChecks.Run(run, field)));
        steps.AddRange(matter.Materials.Select<MaterialRequirement, Action<FindingWriter>>(material => run => MaterialChecks.Run(run, material)));
        steps.AddRange(matter.Checks.Select<Check, Action<FindingWriter>>(check => run => DeclaredChecks.Run(run, check)));
        return new(new Vocabulary(matter), steps);
    }

    /// <summary>Runs every check that applies. The same facts always give the same report.</summary>
    public CheckReport Run(CaseFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var evaluation = new Evaluation(_vocabulary, facts);
        var run = new FindingWriter(_vocabulary, evaluation, Checks.Requirements.List(_vocabulary, evaluation));
        foreach (var step in _steps) step(run);
        return new(run.Findings);
    }

    /// <summary>The material list for these answers. What hangs on more than answers is unknown, and so on the list.</summary>
    public RequirementList Requirements(IReadOnlyDictionary<string, IReadOnlyList<string>> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        return Checks.Requirements.List(_vocabulary, new Evaluation(_vocabulary, CaseFacts.OnlyAnswers(answers)));
    }

    /// <summary>Whether a condition over answers holds; not as long as one that it hangs on is missing.</summary>
    internal bool Holds(Condition condition, IReadOnlyDictionary<string, IReadOnlyList<string>> answers) =>
        new Evaluation(_vocabulary, CaseFacts.OnlyAnswers(answers)).Of(condition) == Truth.Yes;

    /// <summary>The material list for everything that is known of a case.</summary>
    public RequirementList Requirements(CaseFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return Checks.Requirements.List(_vocabulary, new Evaluation(_vocabulary, facts));
    }
}
