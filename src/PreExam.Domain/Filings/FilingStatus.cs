namespace PreExam.Domain.Filings;

/// <summary>The formal status after the hand-over (正式办件状态), as the department tells it.</summary>
public enum FilingStatus
{
    /// <summary>收件.</summary>
    Received,

    /// <summary>受理.</summary>
    Accepted,

    /// <summary>容缺受理.</summary>
    ToleranceAccepted,

    /// <summary>待补正.</summary>
    CorrectionAsked,

    /// <summary>不予受理.</summary>
    NotAccepted,

    /// <summary>视为受理.</summary>
    DeemedAccepted,

    /// <summary>审查.</summary>
    Examining,

    /// <summary>特别程序.</summary>
    Suspended,

    /// <summary>准予.</summary>
    Granted,

    /// <summary>不予许可.</summary>
    Refused,

    /// <summary>送达.</summary>
    Delivered,

    /// <summary>办结.</summary>
    Completed,

    /// <summary>归档.</summary>
    Archived,

    /// <summary>撤销受理.</summary>
    RevokedAcceptance,

    /// <summary>撤回.</summary>
    Withdrawn,

    /// <summary>异常终止.</summary>
    Terminated,
}
