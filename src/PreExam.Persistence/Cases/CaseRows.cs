namespace PreExam.Persistence.Cases;

/// <summary>One event of a case as the timeline keeps it.</summary>
public sealed class CaseEventRow
{
    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>1 for the first event of the case.</summary>
    public required int Sequence { get; init; }

    /// <summary>Name of the event, for example <c>CaseSubmitted</c>.</summary>
    public required string Type { get; init; }

    /// <summary>When it became true.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The event as JSON, without personal data.</summary>
    public required string Body { get; init; }
}

/// <summary>A sign that something about a case changed; phones read these live and fetch what changed.</summary>
public sealed class CaseNews
{
    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>Without gaps, 1 for the first; the cursor of the live stream.</summary>
    public required int Sequence { get; init; }

    /// <summary>The message that brought it; a repeat changes nothing.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>What happened, for example <c>pageReady</c> or <c>feedbackGiven</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The page it is about, or null.</summary>
    public Guid? PageId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>Counts the cases of one day, so that each gets its number.</summary>
public sealed class CaseNumberCounter
{
    /// <summary>Day in Beijing.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The last number given.</summary>
    public int Last { get; set; }
}

/// <summary>One issue of a counter pass (到窗凭证). Short-lived; the code in the QR is kept as a hash only.</summary>
public sealed class CounterPass
{
    /// <summary>Row id, GUID v7.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The passed case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>SHA-256 of the code.</summary>
    public required string CodeHash { get; init; }

    /// <summary>When it was issued.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>How long a caseworker's feedback took, without the applicant's time: what expected times are told from.</summary>
public sealed class HandlingTime
{
    /// <summary>Row id, GUID v7.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Code of the matter.</summary>
    public required string MatterCode { get; init; }

    /// <summary>When the feedback was given.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Seconds from submission to feedback.</summary>
    public required long Seconds { get; init; }
}
