using System.Text.Json.Serialization;

namespace PreExam.WeChat.Messages;

/// <summary>What a subscription message is for. One template of the operator's account stands behind each.</summary>
public enum TemplateUse
{
    /// <summary>预审结果: the caseworker's answer.</summary>
    Result,

    /// <summary>补正通知: something has to be handed in again.</summary>
    Correction,

    /// <summary>期限提醒: a date is coming near.</summary>
    Deadline,

    /// <summary>证照进度: a certificate has moved on.</summary>
    Certificate,
}

/// <summary>
/// The values of one message. They show on a locked phone: never a name, an identity number, or a reason that tells of a
/// person's situation.
/// </summary>
/// <param name="Use">Which template shows the card.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "use")]
[JsonDerivedType(typeof(ResultCard), "result")]
[JsonDerivedType(typeof(CorrectionCard), "correction")]
[JsonDerivedType(typeof(DeadlineCard), "deadline")]
[JsonDerivedType(typeof(CertificateCard), "certificate")]
public abstract record Card([property: JsonIgnore] TemplateUse Use)
{
    private protected const string NeutralTitle = "政务服务事项";
    private protected const string NeutralHint = "请打开小程序查看";

    /// <summary>The values by field name, in the field's own type.</summary>
    internal abstract IEnumerable<(string Field, object Value)> Values();

    /// <summary>The same news without any words of the county's own, for when WeChat objects to one of them.</summary>
    internal abstract Card Neutral();

    /// <summary>Only the use: a card's values are for one person's phone, not for a log.</summary>
    public sealed override string ToString() => $"Card {Use}";
}

/// <summary>The pre-examination has a result.</summary>
/// <param name="Matter">Short title of the matter; 20 characters are shown.</param>
/// <param name="CaseNumber">The case's human number.</param>
/// <param name="Outcome">At most five Han characters, such as 预审通过.</param>
/// <param name="FinishedAt">When the answer was given.</param>
/// <param name="Hint">What to do next; 20 characters are shown.</param>
public sealed record ResultCard(string Matter, string CaseNumber, string Outcome, DateTimeOffset FinishedAt, string Hint)
    : Card(TemplateUse.Result)
{
    internal override IEnumerable<(string, object)> Values() =>
        [("matter", Matter), ("caseNumber", CaseNumber), ("outcome", Outcome), ("finishedAt", FinishedAt), ("hint", Hint)];

    internal override Card Neutral() => this with { Matter = NeutralTitle, Hint = NeutralHint };
}

/// <summary>Something has to be corrected.</summary>
/// <param name="Matter">Short title of the matter.</param>
/// <param name="CaseNumber">The case's human number.</param>
/// <param name="Materials">How many materials have to be handed in again.</param>
/// <param name="Reason">The first reason in short, without anything personal.</param>
/// <param name="DueOn">Last day of the correction period.</param>
public sealed record CorrectionCard(string Matter, string CaseNumber, int Materials, string Reason, DateOnly DueOn)
    : Card(TemplateUse.Correction)
{
    internal override IEnumerable<(string, object)> Values() =>
        [("matter", Matter), ("caseNumber", CaseNumber), ("materials", Materials), ("reason", Reason), ("dueOn", DueOn)];

    internal override Card Neutral() => this with { Matter = NeutralTitle, Reason = NeutralHint };
}

/// <summary>A date is coming near.</summary>
/// <param name="Matter">Short title of the matter.</param>
/// <param name="CaseNumber">The case's human number.</param>
/// <param name="DueOn">The date.</param>
/// <param name="Reminder">What happens then, in short.</param>
public sealed record DeadlineCard(string Matter, string CaseNumber, DateOnly DueOn, string Reminder) : Card(TemplateUse.Deadline)
{
    internal override IEnumerable<(string, object)> Values() =>
        [("matter", Matter), ("caseNumber", CaseNumber), ("dueOn", DueOn), ("reminder", Reminder)];

    internal override Card Neutral() => this with { Matter = NeutralTitle, Reminder = NeutralHint };
}

/// <summary>A certificate has moved on.</summary>
/// <param name="Certificate">Its kind, for example 营业执照.</param>
/// <param name="Status">At most five Han characters, such as 制证中.</param>
/// <param name="Department">Who works on it.</param>
/// <param name="UpdatedAt">When it moved.</param>
public sealed record CertificateCard(string Certificate, string Status, string Department, DateTimeOffset UpdatedAt)
    : Card(TemplateUse.Certificate)
{
    internal override IEnumerable<(string, object)> Values() =>
        [("certificate", Certificate), ("status", Status), ("department", Department), ("updatedAt", UpdatedAt)];

    internal override Card Neutral() => this with { Certificate = NeutralTitle, Department = NeutralHint };
}
