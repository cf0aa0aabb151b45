using System.Globalization;
using System.Text;
using PreExam.Domain.Cases;
using PreExam.Domain.Matters;

namespace PreExam.Server.Cases;

/// <summary>The caseworker's complete answer as the applicant reads it (一次性告知): everything that is wrong, told at once.</summary>
internal static class FeedbackText
{
    /// <summary>Composes the whole text.</summary>
    /// <param name="matter">The pinned version.</param>
    /// <param name="number">The case's human number.</param>
    /// <param name="applicant">Name, or null when the person gave none.</param>
    /// <param name="feedback">Result, words and dates; for a preview a feedback not yet given.</param>
    /// <param name="verdicts">By slot.</param>
    /// <param name="validUntil">Last day of a pass.</param>
    public static LocalText Compose(
        MatterVersion matter, string number, string? applicant, Feedback feedback, IReadOnlyDictionary<string, Verdict> verdicts, DateOnly? validUntil)
    {
        var who = applicant ?? "申请人";
        var name = matter.Matter.Name;
        var office = matter.Matter.Guide.Office;
        return feedback.Result switch
        {
            FeedbackResult.Passed => new(
                $"{who}，您好：“{name.Zh}”（编号{number}）材料预审通过。下一步请选择网上移交、邮寄或到窗口办理。预审结果有效期至{Day(validUntil)}。{Words(feedback.Words)}{Deferred(matter, verdicts, zh: true)}",
                $"Your papers for \"{name.En}\" ({number}) have passed. Next: hand over online, by post or at the counter. Valid until {validUntil:yyyy-MM-dd}. {feedback.Words}{Deferred(matter, verdicts, zh: false)}".TrimEnd()),
            FeedbackResult.Redirected => new(
                $"{who}，您好：“{name.Zh}”（编号{number}）不在本窗口办理：{feedback.RedirectedTo}。预审不收费，也不影响您再次申请。{Words(feedback.Words)}",
                $"\"{name.En}\" ({number}) belongs elsewhere: {feedback.RedirectedTo}. Pre-examination is free and does not affect a new application. {feedback.Words}".TrimEnd()),
            _ => Returned(matter, number, who, feedback, verdicts, office),
        };
    }

    private static LocalText Returned(
        MatterVersion matter, string number, string who, Feedback feedback, IReadOnlyDictionary<string, Verdict> verdicts, Office office)
    {
        var rejected = verdicts.Where(v => v.Value.Outcome == VerdictOutcome.Rejected).ToList();
        var zh = new StringBuilder(
            $"【一次性告知】{who}，您好：您申请的“{matter.Matter.Name.Zh}”（编号{number}）已完成预审，以下{rejected.Count}项需要补正，请在{Day(feedback.CorrectionUntil)}前一次改好后重新提交。\n");
        var en = new StringBuilder();
        en.Append(CultureInfo.InvariantCulture,
            $"Complete notice: \"{matter.Matter.Name.En}\" ({number}) needs {rejected.Count} correction(s) until {feedback.CorrectionUntil:yyyy-MM-dd}. Mend all of them, then submit again.\n");
        for (var i = 0; i < rejected.Count; i++)
        {
            var (slot, verdict) = rejected[i];
            var title = NameOf(matter, slot);
            zh.Append(CultureInfo.InvariantCulture, $"{i + 1}.《{title.Zh}》");
            en.Append(CultureInfo.InvariantCulture, $"{i + 1}. {title.En}: ");
            foreach (var reason in verdict.Reasons)
            {
                zh.Append(reason.Text).Append(reason.Fix);
                en.Append(reason.Text).Append(' ');
            }

            zh.Append(verdict.OwnWords);
            en.Append(verdict.OwnWords);
            if (verdict is { IsLate: true, LateReason: { } late }) zh.Append(CultureInfo.InvariantCulture, $"（上次未指出的原因：{late}）");
            zh.Append('\n');
            en.Append('\n');
        }

        zh.Append(Words(feedback.Words)).Append(CultureInfo.InvariantCulture, $"以上即本次全部需补正内容。有疑问可致电{office.Phone}，或到{office.Name.Zh}请工作人员协助。预审不等于正式受理。");
        en.Append(feedback.Words).Append(CultureInfo.InvariantCulture, $"This is everything. Questions: {office.Phone}, or ask at {office.Name.En}. Pre-examination is not a formal acceptance.");
        return new(zh.ToString(), en.ToString());
    }

    private static string Deferred(MatterVersion matter, IReadOnlyDictionary<string, Verdict> verdicts, bool zh) =>
        string.Concat(verdicts.Where(v => v.Value.Outcome == VerdictOutcome.Deferred).Select(v => zh
            ? $"《{NameOf(matter, v.Key).Zh}》可容缺，请于{Day(v.Value.DeferredUntil)}前补交。"
            : $" {NameOf(matter, v.Key).En} may follow until {v.Value.DeferredUntil:yyyy-MM-dd}."));

    private static LocalText NameOf(MatterVersion matter, string slot) =>
        matter.FindMaterial(slot)?.Name ?? new LocalText("申请表", "Application form");

    private static string Day(DateOnly? day) => day?.ToString("yyyy年M月d日", CultureInfo.InvariantCulture) ?? "";

    private static string Words(string? words) => string.IsNullOrWhiteSpace(words) ? "" : words.Trim() + "\n";
}
