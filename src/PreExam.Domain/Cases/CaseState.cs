namespace PreExam.Domain.Cases;

/// <summary>Where a pre-examination stands (预审件状态).</summary>
public enum CaseState
{
    /// <summary>草稿: the applicant is still collecting.</summary>
    Draft,

    /// <summary>待预审: handed in, no caseworker holds it.</summary>
    Submitted,

    /// <summary>预审中: a caseworker holds it.</summary>
    InReview,

    /// <summary>退回补正: one complete notice was given; the applicant's turn.</summary>
    Returned,

    /// <summary>预审通过.</summary>
    Passed,

    /// <summary>转其他部门: another authority or matter, or no licence needed.</summary>
    Redirected,

    /// <summary>已移交: a formal filing exists.</summary>
    HandedOver,

    /// <summary>已撤回 by the applicant.</summary>
    Withdrawn,

    /// <summary>逾期失效: a limit of the applicant's ran out.</summary>
    Lapsed,
}

/// <summary>The caseworker's complete answer (预审结果).</summary>
public enum FeedbackResult
{
    /// <summary>预审通过.</summary>
    Passed,

    /// <summary>退回补正.</summary>
    Returned,

    /// <summary>转其他部门或事项, or no licence needed.</summary>
    Redirected,
}

/// <summary>What a caseworker says of one material (材料意见).</summary>
public enum VerdictOutcome
{
    /// <summary>Good as it is.</summary>
    Accepted,

    /// <summary>Must be corrected; at least one reason or own words.</summary>
    Rejected,

    /// <summary>Not needed in this case.</summary>
    NotNeeded,

    /// <summary>容缺: may follow until a date; only where the requirement is tolerable.</summary>
    Deferred,
}

/// <summary>How a passed case reaches the department that decides.</summary>
public enum HandOverMode
{
    /// <summary>Sent on electronically.</summary>
    Online,

    /// <summary>Papers by post.</summary>
    Post,

    /// <summary>At the counter, with the counter pass.</summary>
    Counter,
}
