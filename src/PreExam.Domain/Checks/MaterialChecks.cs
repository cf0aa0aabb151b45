using System.Globalization;
using PreExam.Domain.Cases;
using PreExam.Domain.Matters;

namespace PreExam.Domain.Checks;

/// <summary>One material: there when required, with the right number of pages, each of them readable, and typed off in full.</summary>
internal static class MaterialChecks
{
    private static readonly LocalText AnswerFirst = new("请先回答前面的问题。", "Please answer the questions first.");

    public static void Run(FindingWriter run, MaterialRequirement material)
    {
        var facts = run.Evaluation.Material(material.Slot);
        var required = run.Evaluation.Of(material.RequiredWhen);
        if (required == Truth.No)
        {
            if (facts.Pages.Count > 0) NotNeeded(run, material, facts);
            return;
        }

        if (facts.Pages.Count == 0)
        {
            Missing(run, material, facts, required);
            return;
        }

        run.Passed("material.present", SeverityOf(material), CheckTarget.OfSlot(material.Slot), run.Words.Paper(material.Slot), Pages(run, material));
        Count(run, material);
        foreach (var page in facts.Pages) PageChecks.Run(run, material, page);
        foreach (var field in material.Fields)
        {
            FieldChecks.Run(run, field, new PaperValue(material.Slot, field.Id), CheckTarget.OfSlot(material.Slot, field.Id));
        }
    }

    /// <summary>容缺: a paper that may follow later is not refused for, only asked about.</summary>
    private static Severity SeverityOf(MaterialRequirement material) => material.Tolerable ? Severity.Warning : Severity.Blocker;

    private static void Missing(FindingWriter run, MaterialRequirement material, MaterialFacts facts, Truth required)
    {
        if (material.Optional) return;
        var target = CheckTarget.OfSlot(material.Slot);
        var paper = run.Words.Paper(material.Slot);
        if (required == Truth.Unknown)
        {
            run.Add("material.present", SeverityOf(material), target, CheckResult.Undetermined,
                new($"还不能确定是否需要{paper.Zh}。", $"Whether {paper.En} is needed can't be told yet."), AnswerFirst,
                run.Explain(material.RequiredWhen!));
            return;
        }

        var why = run.Requirements.Materials.First(m => m.Requirement.Slot == material.Slot).Why;
        var explanation = FindingWriter.Plain(
            new($"没有页面。{why.Zh}", $"There is no page. {why.En}"),
            new ComparedValue(new($"{paper.Zh}的页数", $"pages of {paper.En}"), "0", ValueOrigin.Pages));
        if (facts.Unavailable)
        {
            run.Add("material.present", SeverityOf(material), target, CheckResult.Undetermined,
                new($"您说明了无法提供{paper.Zh}。", $"You said that you can't provide {paper.En}."),
                new("可以提交，由审核人员决定。", "You may submit; the caseworker decides."),
                explanation);
            return;
        }

        run.Add("material.present", SeverityOf(material), target, CheckResult.Failed,
            new($"还缺{paper.Zh}。", $"{paper.En} is missing."),
            material.Tolerable
                ? new("请拍照上传；暂时没有的，说明原因后可以先提交，以后补交。", "Take a picture of it; if you don't have it yet, say why and hand it in later.")
                : new("请拍照上传；确实无法提供的，请点“无法提供”并说明原因。", "Take a picture of it; if you can't provide it, choose \"can't provide\" and say why."),
            explanation);
    }

    private static void NotNeeded(FindingWriter run, MaterialRequirement material, MaterialFacts facts)
    {
        var paper = run.Words.Paper(material.Slot);
        run.Add("material.unneeded", Severity.Notice, CheckTarget.OfSlot(material.Slot), CheckResult.Failed,
            new($"按您的回答不需要{paper.Zh}，但已上传。", $"With your answers {paper.En} is not needed, but it was sent."),
            new("可以删除，审核人员不会看它。", "You may remove it; nobody will look at it."),
            FindingWriter.Plain(
                run.Explain(material.RequiredWhen!).Sentence,
                new ComparedValue(new($"{paper.Zh}的页数", $"pages of {paper.En}"), facts.Pages.Count.ToString(CultureInfo.InvariantCulture), ValueOrigin.Pages)));
    }

    private static void Count(FindingWriter run, MaterialRequirement material)
    {
        var target = CheckTarget.OfSlot(material.Slot);
        var paper = run.Words.Paper(material.Slot);
        var pictures = run.Evaluation.Pictures(material.Slot);
        var explanation = Pages(run, material);
        var waiting = run.Evaluation.Material(material.Slot).Pages.Any(p => p.State is PageState.Received or PageState.Quarantined);
        if (pictures >= material.MinPages && pictures <= material.MaxPages)
        {
            run.Passed("material.pages", Severity.Blocker, target, new($"{paper.Zh}的页数", $"pages of {paper.En}"), explanation);
        }
        else if (waiting && pictures < material.MinPages)
        {
            run.Add("material.pages", Severity.Blocker, target, CheckResult.Undetermined,
                new($"{paper.Zh}的页数还不能确定。", $"The number of pages of {paper.En} can't be told yet."),
                new("还有文件在处理，请稍后再看。", "A file is still being worked on; look again in a moment."),
                explanation);
        }
        else
        {
            run.Add("material.pages", Severity.Blocker, target, CheckResult.Failed,
                new($"{paper.Zh}有 {pictures} 页，应为 {Range(material)} 页。", $"{paper.En} has {pictures} pages, it should have {Range(material)}."),
                pictures < material.MinPages
                    ? new("请补拍缺少的页，例如证件的另一面。", "Add the missing page, such as the other side of a card.")
                    : new("请删除多余或重复的页。", "Remove pages that are too many or twice there."),
                explanation);
        }
    }

    private static Explanation Pages(FindingWriter run, MaterialRequirement material) =>
        run.Explain(new PageCount(material.Slot, material.MinPages, material.MaxPages));

    private static string Range(MaterialRequirement material) =>
        material.MinPages == material.MaxPages ? $"{material.MinPages}" : $"{material.MinPages}–{material.MaxPages}";
}
