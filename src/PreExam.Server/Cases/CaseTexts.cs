using System.Globalization;
using PreExam.Domain.Cases;
using PreExam.Domain.Matters;
using PreExam.Domain.Time;

namespace PreExam.Server.Cases;

/// <summary>States, next steps and the timeline in plain words.</summary>
internal static class CaseTexts
{
    public static LocalText Of(CaseState state) => state switch
    {
        CaseState.Draft => new("草稿", "Draft"),
        CaseState.Submitted => new("待预审", "Waiting for review"),
        CaseState.InReview => new("预审中", "In review"),
        CaseState.Returned => new("退回，待补正", "Returned for correction"),
        CaseState.Passed => new("预审通过", "Passed"),
        CaseState.Redirected => new("请向其他部门办理", "Belongs elsewhere"),
        CaseState.HandedOver => new("已移交办理", "Handed over"),
        CaseState.Withdrawn => new("已撤回", "Withdrawn"),
        _ => new("逾期失效", "Lapsed"),
    };

    public static NextStep NextOf(Case found, MatterVersion matter, bool isListExact, int standing) => found.State switch
    {
        CaseState.Draft when !isListExact => new("complete", "applicant", new("请先回答完问题，得到准确的材料清单。", "Answer the questions first, to get the exact list of papers.")),
        CaseState.Draft when standing > 0 => new("complete", "applicant", new($"还有{standing}处需要填写、上传或说明，处理后即可提交。{Before(found).Zh}", $"{standing} thing(s) are still to be filled in, sent or explained; then submit.{Before(found).En}")),
        CaseState.Draft => new("submit", "applicant", new($"材料已齐，请提交预审。{Before(found).Zh}", $"Everything is there: submit it.{Before(found).En}")),
        CaseState.Submitted or CaseState.InReview => new("wait", "staff", new($"无需操作，工作人员将在{Minute(found.DueAt)}前答复。", $"Nothing to do; you will hear from us by {Minute(found.DueAt)}.")),
        CaseState.Returned => new("correct", "applicant", new($"请在{Day(found.LapsesOn)}前改好列出的全部问题后重新提交。", $"Mend everything that is listed and submit again until {found.LapsesOn:yyyy-MM-dd}.")),
        CaseState.Passed => new("handOver", "applicant", new($"请在{Day(found.LapsesOn)}前选择网上移交、邮寄或凭码到窗口。", $"Hand over online, by post or at the counter until {found.LapsesOn:yyyy-MM-dd}.")),
        CaseState.Redirected => new("elsewhere", "applicant", new("请按预审结果中的指引向正确的部门办理。", "Apply where the answer says.")),
        CaseState.HandedOver => new("follow", "department", new($"{matter.Matter.Department.Name.Zh}正在办理，进度会通知您。", $"{matter.Matter.Department.Name.En} decides; you will hear of every step.")),
        CaseState.Withdrawn => new("none", "nobody", new("已撤回，需要时可重新申请。", "Withdrawn; begin anew at any time.")),
        _ => new("none", "nobody", new("已失效，需要时可重新申请。", "Lapsed; begin anew at any time.")),
    };

    public static LocalText Of(CaseEvent happened) => happened switch
    {
        CaseOpened => new("开始准备材料", "You began"),
        CaseSubmitted s => new($"第{s.Round}次提交，预计{Minute(s.DueAt)}前答复", $"Submitted, round {s.Round}; an answer is promised by {Minute(s.DueAt)}"),
        CaseClaimed => new("工作人员开始预审", "A caseworker has begun"),
        FeedbackGiven { Result: FeedbackResult.Passed } => new("预审通过", "Passed"),
        FeedbackGiven { Result: FeedbackResult.Returned } r => new($"需要补正{r.ToCorrect}项，{Day(r.Until)}前有效", $"{r.ToCorrect} to correct until {r.Until:yyyy-MM-dd}"),
        FeedbackGiven => new("请向其他部门办理", "Belongs elsewhere"),
        CaseWithdrawn => new("已撤回", "You withdrew"),
        LapseWarned w => new($"提醒：{Day(w.LapsesOn)}后失效", $"Reminder: lapses after {w.LapsesOn:yyyy-MM-dd}"),
        CaseLapsed => new("逾期失效", "Lapsed"),
        CaseHandedOver => new("已移交正式办理", "Handed over for the formal decision"),
        _ => new(happened.GetType().Name, happened.GetType().Name),
    };

    private static LocalText Before(Case found) =>
        found.LapsesOn is { } last ? new($"草稿保留到{Day(last)}。", $" The draft is kept until {last:yyyy-MM-dd}.") : new("", "");

    private static string Day(DateOnly? day) => day?.ToString("yyyy年M月d日", CultureInfo.InvariantCulture) ?? "";

    private static string Minute(DateTimeOffset? at) => at?.ToOffset(WorkingCalendar.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";
}
