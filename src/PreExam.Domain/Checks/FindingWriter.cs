using PreExam.Domain.Matters;

namespace PreExam.Domain.Checks;

/// <summary>Collects the findings of one run.</summary>
internal sealed class FindingWriter(Vocabulary vocabulary, Evaluation evaluation, RequirementList requirements)
{
    private static readonly LocalText Nothing = new("无需处理。", "Nothing to do.");

    private readonly List<Finding> _findings = [];

    public Vocabulary Words => vocabulary;

    public Evaluation Evaluation => evaluation;

    public RequirementList Requirements => requirements;

    public IReadOnlyList<Finding> Findings => _findings;

    public Explanation Explain(Condition condition) => Explainer.Explain(vocabulary, evaluation, condition);

    public void Add(
        string check, Severity severity, CheckTarget target, CheckResult result, LocalText message, LocalText remedy, Explanation explanation) =>
        _findings.Add(new(Finding.IdFor(check, target), check, severity, target, result, message, remedy, explanation));

    public void Passed(string check, Severity severity, CheckTarget target, LocalText what, Explanation explanation) =>
        Add(check, severity, target, CheckResult.Passed, new($"{what.Zh}：符合要求", $"{what.En}: as it should be"), Nothing, explanation);

    public static Explanation Plain(LocalText sentence, params IReadOnlyList<ComparedValue> values) => new(sentence, values);
}
