using PreExam.Domain.Matters;

namespace PreExam.Domain.Checks;

/// <summary>Every question answered, and no rule that ends the way.</summary>
internal static class SituationChecks
{
    public static void Run(FindingWriter run)
    {
        foreach (var question in run.Requirements.Asked) Question(run, question);
        foreach (var rule in run.Words.Matter.Rules) Rule(run, rule);
    }

    private static void Question(FindingWriter run, Situation question)
    {
        var target = CheckTarget.OfQuestion(question.Id);
        var answer = run.Evaluation.AnswerTo(question);
        var shown = answer is null ? null : Explainer.Labels(question, answer);
        var compared = new ComparedValue(question.Text, shown?.Zh, ValueOrigin.Answer);
        if (shown is not null)
        {
            run.Passed("question.answered", Severity.Blocker, target, question.Text,
                FindingWriter.Plain(new($"您的回答是{shown.Zh}", $"your answer is {shown.En}"), compared));
            return;
        }

        run.Add("question.answered", Severity.Blocker, target, CheckResult.Failed,
            new($"还没有回答“{question.Text.Zh}”。", $"\"{question.Text.En}\" is not answered yet."),
            new("请选择一项；材料清单由回答决定。", "Choose an option; the list of papers follows from it."),
            FindingWriter.Plain(new("没有有效的回答", "there is no valid answer"), compared));
    }

    private static void Rule(FindingWriter run, MatterRule rule)
    {
        var truth = run.Evaluation.Of(rule.When);
        if (truth == Truth.Unknown) return; // told by the unanswered question itself
        var explanation = run.Explain(rule.When);
        if (truth == Truth.No)
        {
            run.Passed($"rule.{rule.Id}", Severity.Blocker, CheckTarget.WholeCase, new("办理条件", "condition for filing"), explanation);
            return;
        }

        var remedy = rule switch
        {
            { ToMatter: { } code } => new LocalText($"请改办事项 {code}。", $"Please file matter {code} instead."),
            { ToAuthority: { } authority } => new($"请向{authority.Zh}申请。", $"Please apply to {authority.En}."),
            _ => new("请核对您的回答；仍有疑问请致电办事窗口。", "Please check your answers, or call the office."),
        };
        run.Add($"rule.{rule.Id}", Severity.Blocker, CheckTarget.WholeCase, CheckResult.Failed, rule.Message, remedy, explanation);
    }
}
