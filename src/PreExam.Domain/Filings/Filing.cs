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

/// <summary>One immutable fact told by a department.</summary>
/// <param name="Id">Row id, GUID v7.</param>
/// <param name="FilingId">The filing.</param>
/// <param name="Source">Who told it, for example a department's code.</param>
/// <param name="SourceEventId">The source's own id; the same id twice changes nothing.</param>
/// <param name="Status">The status that it tells.</param>
/// <param name="SourceAt">When it happened, by the source's clock.</param>
/// <param name="Sequence">The source's sequence, 0 when it gives none.</param>
/// <param name="ReceivedAt">When we heard of it.</param>
public sealed record FilingEvent(
    Guid Id, Guid FilingId, string Source, string SourceEventId, FilingStatus Status, DateTimeOffset SourceAt, long Sequence, DateTimeOffset ReceivedAt);

/// <summary>What follows the hand-over of a passed case; its status is folded from events, never set.</summary>
public sealed class Filing
{
    /// <summary>For the mapper.</summary>
    private Filing()
    {
    }

    /// <summary>Opens the filing of a handed-over case.</summary>
    public Filing(Guid id, string number, Guid caseId, Guid applicantId, string matterCode, string department, string mode, DateTimeOffset now)
    {
        Id = id;
        Number = number;
        CaseId = caseId;
        ApplicantId = applicantId;
        MatterCode = matterCode;
        Department = department;
        Mode = mode;
        OpenedAt = now;
        Version = 1;
    }

    /// <summary>Row id, GUID v7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The number that departments quote.</summary>
    public string Number { get; private set; } = "";

    /// <summary>The case handed over; one filing each.</summary>
    public Guid CaseId { get; private set; }

    /// <summary>Whose it is.</summary>
    public Guid ApplicantId { get; private set; }

    /// <summary>Code of the matter.</summary>
    public string MatterCode { get; private set; } = "";

    /// <summary>The department that decides.</summary>
    public string Department { get; private set; } = "";

    /// <summary>online, post or counter.</summary>
    public string Mode { get; private set; } = "";

    /// <summary>When it was handed over.</summary>
    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>The folded status, or null before the department's first word.</summary>
    public FilingStatus? Status { get; private set; }

    /// <summary>Since when, by the source's clock.</summary>
    public DateTimeOffset? StatusSince { get; private set; }

    /// <summary>Optimistic lock.</summary>
    public int Version { get; private set; }

    /// <summary>Folds all events known; their order of arrival does not matter.</summary>
    /// <returns>True when the status became another.</returns>
    public bool Fold(IEnumerable<FilingEvent> events)
    {
        var last = events.OrderBy(e => e.SourceAt).ThenBy(e => e.Sequence).ThenBy(e => e.SourceEventId, StringComparer.Ordinal).LastOrDefault();
        if (last is null || (last.Status == Status && last.SourceAt == StatusSince)) return false;
        var changed = last.Status != Status;
        (Status, StatusSince) = (last.Status, last.SourceAt);
        Version++;
        return changed;
    }
}

/// <summary>The commercial registration beside a filing (商事登记), with its certificate tracks.</summary>
/// <param name="Id">Row id, GUID v7.</param>
/// <param name="Number">The number that people quote.</param>
/// <param name="FilingId">The filing.</param>
/// <param name="ApplicantId">Whose it is.</param>
/// <param name="OpenedAt">When.</param>
public sealed record Registration(Guid Id, string Number, Guid FilingId, Guid ApplicantId, DateTimeOffset OpenedAt);

/// <summary>Where one certificate of a registration stands (证照进度).</summary>
public enum TrackState
{
    /// <summary>Not wanted by the company.</summary>
    NotSelected,

    /// <summary>Waits for what comes before it.</summary>
    Waiting,

    /// <summary>Handed to its department.</summary>
    Pushed,

    /// <summary>The department has taken it.</summary>
    Claimed,

    /// <summary>The department asks the company for something.</summary>
    NeedsInfo,

    /// <summary>Given back by the department.</summary>
    Returned,

    /// <summary>Could not be handed on.</summary>
    PushFailed,

    /// <summary>There.</summary>
    Done,

    /// <summary>Ended without it.</summary>
    Stopped,
}

/// <summary>One certificate of a registration and its department.</summary>
public sealed class CertificateTrack
{
    /// <summary>For the mapper.</summary>
    private CertificateTrack()
    {
    }

    /// <summary>Opens a track.</summary>
    public CertificateTrack(Guid id, Guid registrationId, string code, string department, TrackState state, DateTimeOffset now)
    {
        Id = id;
        RegistrationId = registrationId;
        Code = code;
        Department = department;
        State = state;
        Since = now;
        Version = 1;
    }

    /// <summary>Row id, GUID v7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The registration.</summary>
    public Guid RegistrationId { get; private set; }

    /// <summary>LICENCE, SEAL, TAX … as the matter lists them.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Whose track.</summary>
    public string Department { get; private set; } = "";

    /// <summary>Where it stands.</summary>
    public TrackState State { get; private set; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>Optimistic lock.</summary>
    public int Version { get; private set; }

    /// <summary>Moves the track; a state that is already there changes nothing.</summary>
    public bool Move(TrackState state, DateTimeOffset since)
    {
        if (State == state) return false;
        (State, Since) = (state, since);
        Version++;
        return true;
    }
}
