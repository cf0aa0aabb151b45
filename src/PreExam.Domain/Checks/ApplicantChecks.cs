using System.Globalization;
using PreExam.Domain.Matters;
using PreExam.Domain.People;

namespace PreExam.Domain.Checks;

/// <summary>Whether this person may submit: known well enough, and a child through a guardian.</summary>
internal static class ApplicantChecks
{
    /// <summary>Below this age a guardian acts (personal data of a child).</summary>
    private const int ChildBelow = 14;

    public static void Run(FindingWriter run)
    {
        Level(run);
        Child(run);
    }

    private static void Level(FindingWriter run)
    {
        var needed = run.Words.Matter.SubmitLevel;
        var level = run.Evaluation.Facts.Applicant.Level;
        var explanation = FindingWriter.Plain(
            new($"提交本事项需要“{Name(needed).Zh}”，您目前是“{Name(level).Zh}”", $"this matter needs \"{Name(needed).En}\", you are at \"{Name(level).En}\""),
            new ComparedValue(new("认证等级", "identity level"), Name(level).Zh, ValueOrigin.Identity));
        if (level >= needed)
        {
            run.Passed("applicant.level", Severity.Blocker, CheckTarget.WholeCase, new("认证等级", "identity level"), explanation);
            return;
        }

        run.Add("applicant.level", Severity.Blocker, CheckTarget.WholeCase, CheckResult.Failed,
            new($"提交前需要完成“{Name(needed).Zh}”。", $"Before you submit we need \"{Name(needed).En}\"."),
            needed == IdentityLevel.RealName
                ? new("请在“我的”里完成实名认证，也可以带身份证到窗口办理，不必刷脸。", "Confirm your name under \"Me\", or show your card at a counter; no face scan is needed.")
                : new("请在“我的”里绑定手机号。", "Bind your phone number under \"Me\"."),
            explanation);
    }

    private static void Child(FindingWriter run)
    {
        var applicant = run.Evaluation.Facts.Applicant;
        var age = applicant.BirthDate is { } birth ? FactValues.Age(birth, run.Evaluation.Facts.Today) : null;
        if (age is not { } years || (years >= ChildBelow && !applicant.ThroughGuardian)) return;

        var allowed = run.Words.Matter.GuardianAllowed;
        var explanation = FindingWriter.Plain(
            new($"申请人{years}周岁，{(applicant.ThroughGuardian ? "由监护人办理" : "没有监护人办理")}", $"the applicant is {years}, {(applicant.ThroughGuardian ? "a guardian acts" : "no guardian acts")}"),
            new ComparedValue(new("申请人年龄", "the applicant's age"), years.ToString(CultureInfo.InvariantCulture), ValueOrigin.Identity));
        if (allowed && applicant.ThroughGuardian)
        {
            run.Passed("applicant.guardian", Severity.Blocker, CheckTarget.WholeCase, new("监护人代办", "a guardian acts"), explanation);
            return;
        }

        run.Add("applicant.guardian", Severity.Blocker, CheckTarget.WholeCase, CheckResult.Failed,
            allowed
                ? new("未满 14 周岁的申请人要由监护人办理。", "An applicant under 14 acts through a guardian.")
                : new("本事项不能由监护人代未成年人办理。", "A guardian can't file this matter for a child."),
            allowed
                ? new("请由监护人登录，选择“为孩子办理”。", "Let the guardian sign in and choose \"for my child\".")
                : new("请致电办事窗口咨询。", "Please call the office."),
            explanation);
    }

    private static LocalText Name(IdentityLevel level) => level switch
    {
        IdentityLevel.RealName => new("实名认证", "real name"),
        IdentityLevel.Phone => new("手机号认证", "phone"),
        _ => new("微信登录", "WeChat sign-in"),
    };
}
