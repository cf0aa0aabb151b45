namespace PreExam.Domain.Cases;

/// <summary>One page as a submission fixed it.</summary>
/// <param name="PageId">The page.</param>
/// <param name="Slot">Its material.</param>
/// <param name="Sha256">Lower-case hex SHA-256 of the original bytes as they arrived.</param>
/// <param name="Bytes">Length of the original.</param>
public sealed record ReceiptPage(Guid PageId, string Slot, string Sha256, long Bytes);

/// <summary>A finding as it stood at submission, with the applicant's explanation kept apart (sealed).</summary>
/// <param name="Id">Stable id of the finding.</param>
/// <param name="Severity">blocker, warning or notice.</param>
/// <param name="Slot">Material it is about, or null.</param>
public sealed record FrozenFinding(string Id, string Severity, string? Slot);

/// <summary>What the caseworker answered in one round, frozen.</summary>
/// <param name="Result">Passed, returned or redirected.</param>
/// <param name="GivenAt">When it became true.</param>
/// <param name="GivenBy">The caseworker.</param>
/// <param name="Verdicts">Every material's verdict, by slot.</param>
/// <param name="CorrectionUntil">Last day for the correction, when returned.</param>
/// <param name="RedirectedTo">Which authority or matter, or that no licence is needed; when redirected.</param>
/// <param name="Words">The caseworker's words to the whole, or null.</param>
public sealed record Feedback(
    FeedbackResult Result,
    DateTimeOffset GivenAt,
    Guid GivenBy,
    IReadOnlyDictionary<string, Verdict> Verdicts,
    DateOnly? CorrectionUntil,
    string? RedirectedTo,
    string? Words);

/// <summary>A feedback that will be given unless it is taken back in time.</summary>
/// <param name="Result">Passed, returned or redirected.</param>
/// <param name="By">The caseworker.</param>
/// <param name="GivenAt">When it becomes true.</param>
/// <param name="CorrectionUntil">Last day for the correction, when returned.</param>
/// <param name="RedirectedTo">Where to, when redirected.</param>
/// <param name="Words">Words to the whole, or null.</param>
public sealed record ScheduledFeedback(
    FeedbackResult Result, Guid By, DateTimeOffset GivenAt, DateOnly? CorrectionUntil, string? RedirectedTo, string? Words);

/// <summary>From one submission to the next feedback (轮次).</summary>
public sealed class Round
{
    /// <summary>For the mapper.</summary>
    private Round()
    {
    }

    internal Round(
        int number, DateTimeOffset submittedAt, IReadOnlyList<ReceiptPage> pages, IReadOnlyList<FrozenFinding> findings, string? reportSealed)
    {
        ReportSealed = reportSealed;
        Number = number;
        SubmittedAt = submittedAt;
        Pages = pages;
        Findings = findings;
    }

    /// <summary>1 for the first submission.</summary>
    public int Number { get; private set; }

    /// <summary>When the applicant handed in.</summary>
    public DateTimeOffset SubmittedAt { get; private set; }

    /// <summary>Every page of the submission: the receipt (回执).</summary>
    public IReadOnlyList<ReceiptPage> Pages { get; private set; } = [];

    /// <summary>Findings that stood at submission.</summary>
    public IReadOnlyList<FrozenFinding> Findings { get; private set; } = [];

    /// <summary>Sealed JSON of those findings in full, with the applicant's explanations; null where there were none.</summary>
    public string? ReportSealed { get; internal set; }

    /// <summary>The answer, or null while there is none.</summary>
    public Feedback? Feedback { get; internal set; }
}
