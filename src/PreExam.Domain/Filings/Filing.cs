namespace PreExam.Domain.Filings;

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

    /// <summary>How the case was handed over, where its filing was open before that because nobody had answered in time.</summary>
    /// <returns>False when nothing changed.</returns>
    public bool HandOver(string mode)
    {
        if (Mode == mode) return false;
        Mode = mode;
        Version++;
        return true;
    }

    /// <summary>Folds all events known; their order of arrival does not matter.</summary>
    /// <returns>True when the status became another.</returns>
    public bool Fold(IEnumerable<FilingEvent> events)
    {
        if (FilingEvent.Outcome(events, status => status) is not { } told || (told.Value == Status && told.Since == StatusSince)) return false;
        var changed = told.Value != Status;
        (Status, StatusSince) = (told.Value, told.Since);
        Version++;
        return changed;
    }
}
