using System.Text.Json.Serialization;

namespace PreExam.Domain.Cases;

/// <summary>Something that happened to a case. Carries ids, codes and dates, never personal data: it is stored and queued as it is.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="At">When it became true.</param>
[JsonDerivedType(typeof(CaseOpened), nameof(CaseOpened))]
[JsonDerivedType(typeof(CaseSubmitted), nameof(CaseSubmitted))]
[JsonDerivedType(typeof(CaseClaimed), nameof(CaseClaimed))]
[JsonDerivedType(typeof(CaseReleased), nameof(CaseReleased))]
[JsonDerivedType(typeof(FeedbackScheduled), nameof(FeedbackScheduled))]
[JsonDerivedType(typeof(FeedbackTakenBack), nameof(FeedbackTakenBack))]
[JsonDerivedType(typeof(FeedbackGiven), nameof(FeedbackGiven))]
[JsonDerivedType(typeof(CaseWithdrawn), nameof(CaseWithdrawn))]
[JsonDerivedType(typeof(LapseWarned), nameof(LapseWarned))]
[JsonDerivedType(typeof(CaseLapsed), nameof(CaseLapsed))]
[JsonDerivedType(typeof(CaseHandedOver), nameof(CaseHandedOver))]
public abstract record CaseEvent(Guid CaseId, DateTimeOffset At);

/// <summary>A draft began.</summary>
public sealed record CaseOpened(Guid CaseId, DateTimeOffset At) : CaseEvent(CaseId, At);

/// <summary>The applicant handed in a round.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="At">When.</param>
/// <param name="Round">1 for the first.</param>
/// <param name="DueAt">When the promise of an answer runs out.</param>
public sealed record CaseSubmitted(Guid CaseId, DateTimeOffset At, int Round, DateTimeOffset DueAt) : CaseEvent(CaseId, At);

/// <summary>A caseworker holds the case, first or by take-over.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="At">When.</param>
/// <param name="Holder">The caseworker.</param>
/// <param name="TakenOverFrom">The former holder, when a supervisor moved it.</param>
public sealed record CaseClaimed(Guid CaseId, DateTimeOffset At, Guid Holder, Guid? TakenOverFrom) : CaseEvent(CaseId, At);

/// <summary>The case went back to the queue.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="At">When.</param>
/// <param name="LeaseExpired">True when nobody gave it back, its time ran out.</param>
public sealed record CaseReleased(Guid CaseId, DateTimeOffset At, bool LeaseExpired) : CaseEvent(CaseId, At);

/// <summary>The answer will be given at <paramref name="GivenAt"/>; unseen by the applicant until then.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="At">When it was scheduled.</param>
/// <param name="GivenAt">When it becomes true.</param>
/// <param name="Round">The round that it ends.</param>
public sealed record FeedbackScheduled(Guid CaseId, DateTimeOffset At, DateTimeOffset GivenAt, int Round) : CaseEvent(CaseId, At);

/// <summary>A scheduled answer was taken back in time.</summary>
public sealed record FeedbackTakenBack(Guid CaseId, DateTimeOffset At) : CaseEvent(CaseId, At);

/// <summary>The round ended with the caseworker's complete answer.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="At">When.</param>
/// <param name="Result">Passed, returned or redirected.</param>
/// <param name="Round">The round that it ended.</param>
/// <param name="ToCorrect">How many materials must be corrected.</param>
/// <param name="Until">Correction until, or pass valid until.</param>
public sealed record FeedbackGiven(
    Guid CaseId, DateTimeOffset At, FeedbackResult Result, int Round, int ToCorrect, DateOnly? Until) : CaseEvent(CaseId, At);

/// <summary>The applicant withdrew.</summary>
public sealed record CaseWithdrawn(Guid CaseId, DateTimeOffset At) : CaseEvent(CaseId, At);

/// <summary>The applicant was told that the case will lapse.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="At">When.</param>
/// <param name="From">The state that will lapse.</param>
/// <param name="LapsesOn">The last day.</param>
public sealed record LapseWarned(Guid CaseId, DateTimeOffset At, CaseState From, DateOnly LapsesOn) : CaseEvent(CaseId, At);

/// <summary>A limit of the applicant's ran out.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="At">When.</param>
/// <param name="From">The state that lapsed.</param>
public sealed record CaseLapsed(Guid CaseId, DateTimeOffset At, CaseState From) : CaseEvent(CaseId, At);

/// <summary>The passed case went to the department that decides.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="At">When.</param>
/// <param name="Mode">Online, by post or at the counter.</param>
public sealed record CaseHandedOver(Guid CaseId, DateTimeOffset At, HandOverMode Mode) : CaseEvent(CaseId, At);
