namespace PreExam.Server.Platform;

public static partial class ProblemCatalogue
{
    private static ProblemKind[] Review =>
    [
        new("queue_busy", 503, "队列繁忙", "The queue is busy", "请稍后再试。", "Ask again in a second."),
        new("case_not_in_queue", 409, "该件不在待审队列", "The case is not waiting for review", "请刷新队列。", "Read the queue again."),
        new("case_held_by_another", 409, "该件由他人办理中", "Another caseworker holds the case", "请选择其他件，或由督办员转办。", "Take another, or have a supervisor move it."),
        new("lease_expired", 409, "您的办理时限已过", "Your hold has ended", "请重新领取该件，已给出的意见仍在。", "Claim the case again; verdicts so far are kept."),
        new("case_not_in_review", 409, "该件未在预审中", "The case is not in review", "请先领取。", "Claim it first."),
        new("lease_not_expired", 409, "办理时限未到", "The hold has not ended", "请稍候。", "Wait until it ends."),
        new("slot_unknown", 404, "没有这项材料", "No such material in this case", "请核对材料。", "Use a slot that the case lists."),
        new("verdict_missing", 409, "还有材料没有意见", "A material lacks a verdict", "请为列出的每项材料给出意见。", "Give a verdict on each material named in subjects."),
        new("verdict_reason_missing", 422, "退回需要理由", "A rejection needs a reason", "请选择理由模板或填写说明。", "Choose a reason or write one."),
        new("deferral_not_tolerable", 422, "该材料不可容缺", "This material may not follow later", "请选择其他意见。", "Choose another verdict; the guide does not list it as tolerable."),
        new("deferral_date_missing", 422, "缺少补交日期", "The date of the deferral is missing", "请填写补交截止日期。", "Say until when it may follow."),
        new("late_objection_reason_missing", 409, "此问题上一轮已可见", "This was visible in an earlier round", "一次性告知：请说明为何上次没有指出。", "Say in lateReason why it was not told at once."),
        new("feedback_contradicts_verdicts", 409, "结果与材料意见不一致", "The result contradicts the verdicts", "请核对材料意见。", "Passed needs no rejected material, returned at least one."),
        new("correction_period_missing", 422, "缺少补正期限", "The correction period is missing", "请填写补正截止日期。", "Say until when the applicant may correct."),
        new("redirect_target_missing", 422, "缺少转办去向", "Where to is missing", "请写明应向哪个部门或事项申请。", "Name the authority or matter, or say that no licence is needed."),
        new("feedback_not_scheduled", 409, "没有待发送的结果", "No answer is being sent", "请先提交预审结果。", "Give the feedback first."),
        new("feedback_already_given", 409, "结果已发送", "The answer was given", "已不能撤回。", "It can't be taken back any more."),
        new("feedback_not_due", 409, "发送时间未到", "Not yet due", "请稍候。", "Wait."),
    ];
}
