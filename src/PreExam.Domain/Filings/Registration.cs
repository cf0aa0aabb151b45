namespace PreExam.Domain.Filings;

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

    /// <summary>
    /// Lets the licence's track follow all events known of its filing; their order of arrival does not matter. Without an event it stays
    /// where the hand-over has put it.
    /// </summary>
    public void Follow(IEnumerable<FilingEvent> events)
    {
        if (FilingEvent.Outcome(events, StateFor) is not { } told || (told.Value == State && told.Since == Since)) return;
        (State, Since) = (told.Value, told.Since);
        Version++;
    }

    // A special procedure is the department's affair: it asks nothing of the company.
    private static TrackState StateFor(FilingStatus status) => status switch
    {
        FilingStatus.CorrectionAsked => TrackState.NeedsInfo,
        FilingStatus.NotAccepted or FilingStatus.RevokedAcceptance => TrackState.Returned,
        FilingStatus.Granted or FilingStatus.Delivered or FilingStatus.Completed or FilingStatus.Archived => TrackState.Done,
        FilingStatus.Refused or FilingStatus.Withdrawn or FilingStatus.Terminated => TrackState.Stopped,
        _ => TrackState.Claimed,
    };
}
