namespace PreExam.Server.Platform;

public static partial class ProblemCatalogue
{
    private static ProblemKind[] Cases =>
    [
        new("case_not_editable", 409, "现在不能修改", "The case can't be changed now", "预审期间不能修改；如需修改请等待结果或撤回。", "Wait for the answer, or withdraw."),
        new("case_has_findings", 422, "还有问题需要处理", "Findings stand against submitting", "请按问题清单修改或说明后再提交。", "Mend each blocker; replace the page or explain each warning."),
        new("case_ended", 409, "该件已结束", "The case has ended", "如需办理请重新申请。", "Open a new case."),
        new("case_not_submitted", 409, "尚未提交", "The case was never submitted", "提交后才有回执。", "A receipt exists from the first submission on."),
        new("case_not_passed", 409, "尚未预审通过", "The case has not passed", "请等待预审通过后再移交。", "Hand over after the pre-examination has passed."),
        new("feedback_being_sent", 409, "结果正在发送", "The answer is being sent", "请稍候几秒再查看。", "Wait some seconds and look again."),
        new("guardian_not_allowed", 422, "该事项不能由监护人代办", "A guardian can't file this matter", "请由本人申请。", "The person files with an own account."),
        new("pages_not_ready", 409, "页面还在处理", "Pages are still being processed", "请稍候几秒后再提交。", "Wait some seconds and submit again; subjects lists the pages."),
        new("page_damaged", 409, "有页面保存不完整", "A stored page is damaged", "请删除列出的页面后重新上传。", "Remove the pages in subjects and send them again."),
        new("finding_not_explainable", 409, "这项问题需要改正，不能用说明代替", "This finding can't be explained away", "请按提示改正。", "Mend it as its remedy says; only failed warnings take an explanation."),
        new("counter_pass_unknown", 404, "凭证无效", "The counter pass is unknown", "请让申请人重新打开凭证。", "Ask the applicant to open the pass again."),
        new("counter_pass_expired", 410, "凭证已过期", "The counter pass has ended", "请让申请人重新打开凭证。", "Ask the applicant to open the pass again; it lives ten minutes."),
        new("nothing_lapses", 409, "没有到期事项", "Nothing lapses", "无需处理。", "Nothing to do."),
    ];
}
