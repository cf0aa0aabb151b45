using PreExam.Domain.Cases;
using PreExam.Domain.Matters;

namespace PreExam.Domain.Checks;

/// <summary>Whether a page can be read, as far as the machine can tell.</summary>
internal static class PageChecks
{
    public static void Run(FindingWriter run, MaterialRequirement material, PageFacts page)
    {
        var target = CheckTarget.OfPage(page.Id, material.Slot);
        var paper = run.Words.Paper(material.Slot);
        switch (page)
        {
            case { State: PageState.Received }:
                run.Add("page.quality", Severity.Warning, target, CheckResult.Undetermined,
                    new($"{paper.Zh}的一页还在处理。", $"A page of {paper.En} is still being worked on."),
                    new("请稍候；长时间没有结果也可以提交，由审核人员查看。", "Please wait; if nothing comes of it you may submit, a person will look."),
                    FindingWriter.Plain(new("还没有测量结果", "nothing has been measured yet")));
                break;
            case { State: PageState.Quarantined }:
                Add(run, target, paper, "page.quarantined", PageReasons.Quarantined, "QUARANTINED");
                break;
            case { State: PageState.Unreadable, FindingCodes.Count: 0 }:
                Add(run, target, paper, "page.unreadable", PageReasons.Unreadable, "UNREADABLE");
                break;
            case { State: PageState.Unreadable }:
                foreach (var code in page.FindingCodes.Distinct())
                {
                    Add(run, target, paper, $"page.{code}", PageReasons.Of(code) with { Severity = Severity.Blocker }, code);
                }

                break;
            case { FindingCodes.Count: 0 }:
                run.Passed("page.quality", Severity.Warning, target, new($"{paper.Zh}的一页", $"a page of {paper.En}"),
                    FindingWriter.Plain(new("清晰度、亮度、反光和像素都在要求以内", "sharpness, light, glare and resolution are within bounds")));
                break;
            default:
                foreach (var code in page.FindingCodes.Distinct()) Add(run, target, paper, $"page.{code}", PageReasons.Of(code), code);
                break;
        }
    }

    private static void Add(FindingWriter run, CheckTarget target, LocalText paper, string check, PageReasons.Reason reason, string code) =>
        run.Add(check, reason.Severity, target, CheckResult.Failed,
            new($"{paper.Zh}：{reason.Message.Zh}。", $"{paper.En}: {reason.Message.En}."),
            reason.Remedy,
            FindingWriter.Plain(
                new($"按测量，{reason.Message.Zh}", $"as measured, {reason.Message.En}"),
                new ComparedValue(new("页面测量", "measured on the page"), code, ValueOrigin.Pages)));
}
