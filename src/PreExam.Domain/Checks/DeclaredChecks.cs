using System.Diagnostics;
using PreExam.Domain.Matters;

namespace PreExam.Domain.Checks;

/// <summary>The checks that a matter declares in its data.</summary>
internal static class DeclaredChecks
{
    public static void Run(FindingWriter run, Check check)
    {
        if (!Applies(run, check)) return;
        var when = run.Evaluation.Of(check.When);
        if (when == Truth.No) return;
        switch (check)
        {
            case ConditionCheck condition:
                Condition(run, condition, when);
                break;
            case ExpiryCheck expiry:
                Expiry(run, expiry);
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>A check on a paper that is not asked for, or that the applicant can't provide, says nothing.</summary>
    private static bool Applies(FindingWriter run, Check check)
    {
        if (check.Target.Slot is not { } slot || run.Words.FindMaterial(slot) is not { } material) return true;
        var facts = run.Evaluation.Material(slot);
        if (facts.Pages.Count == 0 && (facts.Unavailable || material.Optional)) return false;
        return run.Evaluation.Of(material.RequiredWhen) != Truth.No;
    }

    private static void Condition(FindingWriter run, ConditionCheck check, Truth when)
    {
        var truth = run.Evaluation.Of(check.Holds);
        if (truth == Truth.Yes || when == Truth.Yes)
        {
            Tell(run, check, truth, check.Holds);
            return;
        }

        Tell(run, check, Truth.Unknown, check.When!); // it may not apply at all
    }

    private static void Tell(FindingWriter run, ConditionCheck check, Truth truth, Condition explained)
    {
        var explanation = run.Explain(explained);
        switch (truth)
        {
            case Truth.Yes:
                run.Add(check.Id, check.Severity, check.Target, CheckResult.Passed,
                    new("核对一致，符合要求。", "Checked, and as it should be."), new("无需处理。", "Nothing to do."), explanation);
                break;
            case Truth.No:
                run.Add(check.Id, check.Severity, check.Target, CheckResult.Failed, check.Message, check.Remedy, explanation);
                break;
            default:
                run.Add(check.Id, check.Severity, check.Target, CheckResult.Undetermined,
                    new($"还不能判断：{check.Message.Zh}", $"Can't be told yet: {check.Message.En}"), check.Remedy, explanation);
                break;
        }
    }

    private static void Expiry(FindingWriter run, ExpiryCheck check)
    {
        var until = new PaperValue(check.Slot, check.Field);
        var paper = run.Words.Paper(check.Slot);
        var valid = new Compare(until, Comparison.AtLeast, new TodayValue());
        var soon = new Compare(until, Comparison.AtLeast, new Shifted(new TodayValue(), check.WarnDays, ShiftUnit.Day));
        var shown = run.Words.Compared(until, run.Evaluation.ValueOf(until)).Value;
        switch (run.Evaluation.Of(valid), run.Evaluation.Of(soon))
        {
            case (Truth.No, _):
                run.Add(check.Id, check.Severity, check.Target, CheckResult.Failed,
                    new($"{paper.Zh}已于 {shown} 到期。", $"{paper.En} ended on {shown}."),
                    new("请换领后上传新的；已换领的请上传新证。", "Renew it and send the new one."),
                    run.Explain(valid));
                break;
            case (Truth.Yes, Truth.No):
                run.Add(check.Id, Severity.Warning, check.Target, CheckResult.Failed,
                    new($"{paper.Zh}将于 {shown} 到期，不到 {check.WarnDays} 天。", $"{paper.En} ends on {shown}, in less than {check.WarnDays} days."),
                    new("请尽快换领；暂时不换的，请说明。", "Renew it soon; if you don't yet, say why."),
                    run.Explain(soon));
                break;
            case (Truth.Yes, _):
                run.Passed(check.Id, check.Severity, check.Target, new($"{paper.Zh}的有效期", $"validity of {paper.En}"), run.Explain(valid));
                break;
            default:
                run.Add(check.Id, check.Severity, check.Target, CheckResult.Undetermined,
                    new($"还不能判断{paper.Zh}是否在有效期内。", $"Whether {paper.En} is still valid can't be told yet."),
                    new("请填写到期日；长期有效的请选“长期”。", "Fill in its last day, or choose \"long-term\"."),
                    run.Explain(valid));
                break;
        }
    }
}
