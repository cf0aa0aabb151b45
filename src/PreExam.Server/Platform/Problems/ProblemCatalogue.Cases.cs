namespace PreExam.Server.Platform;

public static partial class ProblemCatalogue
{
    private static ProblemKind[] Cases =>
    [
        new("case_not_editable", 409, "现在不能修改", "The case can't be changed now", "预审期间不能修改；如需修改请等待结果或撤回。", "Wait for the answer, or withdraw."),
        new("case_has_findings", 422, "还有问题需要处理", "Findings stand against submitting", "请按问题清单修改或说明后再提交。", "Mend each blocker; replace the page or explain each warning."),
        new("case_ended", 409, "该件已结束", "The case has ended", "如需办理请重新申请。", "Open a new case."),
        new("case_not_passed", 409, "尚未预审通过", "The case has not passed", "请等待预审通过后再移交。", "Hand over after the pre-examination has passed."),
        new("feedback_being_sent", 409, "结果正在发送", "The answer is being sent", "请稍候几秒再查看。", "Wait some seconds and look again."),
        new("nothing_lapses", 409, "没有到期事项", "Nothing lapses", "无需处理。", "Nothing to do."),
    ];
}
