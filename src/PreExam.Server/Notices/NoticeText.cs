using System.Globalization;
using System.Text.Json;
using PreExam.Domain.Cases;
using PreExam.Domain.Filings;
using PreExam.Domain.Matters;
using PreExam.Server.Cases;
using PreExam.Server.Filings;
using PreExam.Server.Platform;
using PreExam.WeChat.Messages;

namespace PreExam.Server.Notices;

/// <summary>What a person is told: in the app in full, on a WeChat card in a few harmless words.</summary>
/// <param name="Kind">What it tells, camelCase.</param>
/// <param name="Title">A few words.</param>
/// <param name="Text">Everything.</param>
/// <param name="Card">The card, or null when this is told in the app only.</param>
internal sealed record NoticeContent(string Kind, LocalText Title, LocalText Text, Card? Card);

/// <summary>Writes notices from what happened.</summary>
internal static class NoticeText
{
    public static NoticeContent Of(CaseEvent happened, Case subject, MatterVersion matter, string? applicant)
    {
        var kind = JsonNamingPolicy.CamelCase.ConvertName(happened.GetType().Name);
        var name = matter.Matter.Name;
        return happened switch
        {
            FeedbackGiven given => OfFeedback(kind, given, subject, matter, applicant),
            CaseSubmitted submitted => new(kind,
                new("已提交预审", "Submitted"),
                new($"“{name.Zh}”（编号{subject.Number}）第{submitted.Round}次提交成功，预计{Minute(submitted.DueAt)}前给出结果。",
                    $"\"{name.En}\" ({subject.Number}) was submitted, round {submitted.Round}. An answer is promised by {Minute(submitted.DueAt)}."),
                null),
            LapseWarned warned => new(kind,
                new("即将到期", "About to lapse"),
                new($"“{name.Zh}”（编号{subject.Number}）将于{Day(warned.LapsesOn)}后失效，请尽快处理。",
                    $"\"{name.En}\" ({subject.Number}) lapses after {warned.LapsesOn:yyyy-MM-dd}. Please act before."),
                new DeadlineCard(matter.Matter.ShortTitle, subject.Number, warned.LapsesOn, "逾期自动失效，请尽快处理")),
            CaseLapsed => new(kind,
                new("已逾期失效", "Lapsed"),
                new($"“{name.Zh}”（编号{subject.Number}）已逾期失效，需要时可重新申请。", $"\"{name.En}\" ({subject.Number}) has lapsed. You can begin anew at any time."),
                null),
            CaseWithdrawn => new(kind,
                new("已撤回", "Withdrawn"),
                new($"“{name.Zh}”（编号{subject.Number}）已按您的要求撤回。", $"\"{name.En}\" ({subject.Number}) was withdrawn as you asked."),
                null),
            CaseHandedOver => new(kind,
                new("已移交办理", "Handed over"),
                new($"“{name.Zh}”（编号{subject.Number}）已移交{matter.Matter.Department.Name.Zh}正式办理。",
                    $"\"{name.En}\" ({subject.Number}) went to {matter.Matter.Department.Name.En} for its formal decision."),
                null),
            _ => throw new InvalidOperationException($"Nobody is told of {happened.GetType().Name}."),
        };
    }

    public static NoticeContent Of(FilingMoved moved, string filingNumber, MatterVersion matter)
    {
        var status = TrackNames.TextOf(moved.Status);
        return new("filingMoved",
            new($"办件进度：{status.Zh}", $"Progress: {status.En}"),
            new($"“{matter.Matter.Name.Zh}”（办件{filingNumber}）：{status.Zh}（{Minute(moved.At)}）。",
                $"\"{matter.Matter.Name.En}\" (filing {filingNumber}): {status.En} ({Minute(moved.At)})."),
            new CertificateCard(matter.Matter.ShortTitle, PhraseOf(moved.Status), matter.Matter.Department.Name.Zh, moved.At));
    }

    private static NoticeContent OfFeedback(string kind, FeedbackGiven given, Case subject, MatterVersion matter, string? applicant)
    {
        var feedback = subject.Rounds.Single(r => r.Number == given.Round).Feedback!;
        var text = FeedbackText.Compose(matter, subject.Number, applicant, feedback, feedback.Verdicts, given.Until);
        var title = matter.Matter.ShortTitle;
        return given.Result switch
        {
            FeedbackResult.Passed => new(kind, new("预审通过", "Passed"), text,
                new ResultCard(title, subject.Number, "预审通过", given.At, "可网上移交或凭码到窗口")),
            FeedbackResult.Returned => new(kind, new("需要补正", "To be corrected"), text,
                new CorrectionCard(title, subject.Number, given.ToCorrect, "请打开查看全部需补正内容", given.Until!.Value)),
            _ => new(kind, new("请向其他部门办理", "Belongs elsewhere"), text,
                new ResultCard(title, subject.Number, "已转办", given.At, "请打开查看应去哪里办理")),
        };
    }

    // A card's phrase takes five Han characters at most.
    private static string PhraseOf(FilingStatus status) => status switch
    {
        FilingStatus.Received => "已收件",
        FilingStatus.Accepted => "已受理",
        FilingStatus.ToleranceAccepted => "容缺受理",
        FilingStatus.CorrectionAsked => "待补正",
        FilingStatus.NotAccepted => "不予受理",
        FilingStatus.DeemedAccepted => "视为受理",
        FilingStatus.Examining => "审查中",
        FilingStatus.Suspended => "暂停计时",
        FilingStatus.Granted => "准予",
        FilingStatus.Refused => "不予许可",
        FilingStatus.Delivered => "已送达",
        FilingStatus.Completed => "已办结",
        FilingStatus.Archived => "已归档",
        FilingStatus.RevokedAcceptance => "撤销受理",
        FilingStatus.Withdrawn => "已撤回",
        _ => "已终止",
    };

    private static string Day(DateOnly day) => day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);

    private static string Minute(DateTimeOffset at) =>
        at.ToOffset(Domain.Time.WorkingCalendar.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>The text as it stands sealed in the database.</summary>
/// <param name="Title">A few words.</param>
/// <param name="Text">Everything.</param>
internal sealed record StoredText(LocalText Title, LocalText Text)
{
    public const string Column = "notice.text";

    public string ToJson() => JsonSerializer.Serialize(this, Wire.Json);

    public static StoredText Parse(string json) => JsonSerializer.Deserialize<StoredText>(json, Wire.Json)!;
}
