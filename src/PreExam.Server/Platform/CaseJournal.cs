using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Messaging;
using PreExam.Persistence;
using PreExam.Persistence.Cases;

namespace PreExam.Server.Platform;

/// <summary>Queue names, each run in order per case.</summary>
public static class Queues
{
    /// <summary>Live signals to phones: <see cref="CaseChanged"/>.</summary>
    public const string News = "news";

    /// <summary>Messages to persons: <see cref="TellApplicant"/>.</summary>
    public const string Notices = "notices";

    /// <summary>Cards on WeChat, apart from the notices that they repeat: those must not wait for WeChat.</summary>
    public const string Cards = "cards";

    /// <summary>Scheduled answers: <see cref="GiveScheduledFeedback"/>.</summary>
    public const string Feedback = "feedback";

    /// <summary>Uploaded pages to be processed, one key per page.</summary>
    public const string Pages = "pages";

    /// <summary>Deadlines to be counted again after a holiday table changed.</summary>
    public const string Deadlines = "deadlines";

    /// <summary>Handed-over cases: <see cref="OpenFiling"/>.</summary>
    public const string Filings = "filings";
}

/// <summary>Something about a case changed; phones fetch what.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Type">For example <c>pageReady</c> or <c>feedbackGiven</c>.</param>
/// <param name="PageId">The page, or null.</param>
/// <param name="At">When.</param>
public sealed record CaseChanged(Guid CaseId, string Type, Guid? PageId, DateTimeOffset At);

/// <summary>The applicant is to hear of an event in the case's timeline.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Sequence">Its place in the timeline.</param>
public sealed record TellApplicant(Guid CaseId, int Sequence);

/// <summary>Gives the answer scheduled for a round, unless it was taken back.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Round">The round that it ends.</param>
/// <param name="GivenAt">The schedule it belongs to; an older one does nothing.</param>
public sealed record GiveScheduledFeedback(Guid CaseId, int Round, DateTimeOffset GivenAt);

/// <summary>Opens the filing of a handed-over case.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Mode">Online, by post or at the counter.</param>
public sealed record OpenFiling(Guid CaseId, HandOverMode Mode);

/// <summary>The five days ran out without an answer: where an upload counts as receipt, the application is accepted (视为受理).</summary>
/// <param name="CaseId">The case.</param>
/// <param name="ReceivedAt">The first submission; the acceptance is dated to it.</param>
public sealed record AcceptBySilence(Guid CaseId, DateTimeOffset ReceivedAt);

/// <summary>Writes what happened to a case, and the jobs that follow, into the caller's own transaction.</summary>
public static class CaseJournal
{
    /// <summary>Adds timeline rows and outbox messages for the events of one transition; the caller saves.</summary>
    public static void Record(this PreExamDb db, Case changed, IReadOnlyList<CaseEvent> events)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(changed);
        ArgumentNullException.ThrowIfNull(events);
        var sequence = changed.EventCount - events.Count;
        foreach (var happened in events)
        {
            sequence++;
            var type = happened.GetType().Name;
            db.CaseEvents.Add(new CaseEventRow
            {
                CaseId = changed.Id,
                Sequence = sequence,
                Type = type,
                At = happened.At,
                Body = JsonSerializer.Serialize(happened, happened.GetType(), Wire.Json),
            });
            if (happened is FeedbackScheduled scheduled)
            {
                db.Outbox.Add(OutboxMessage.For(
                    Queues.Feedback, changed.Id, new GiveScheduledFeedback(changed.Id, scheduled.Round, scheduled.GivenAt), happened.At, scheduled.GivenAt));
            }

            if (happened is CaseHandedOver handedOver)
                db.Outbox.Add(OutboxMessage.For(Queues.Filings, changed.Id, new OpenFiling(changed.Id, handedOver.Mode), happened.At));
            if (IsToldToApplicant(happened))
                db.Outbox.Add(OutboxMessage.For(Queues.Notices, changed.Id, new TellApplicant(changed.Id, sequence), happened.At));

            // What the staff does unseen must not show on the phone, not even as a stir.
            if (IsSeenByApplicant(happened))
                db.Signal(new CaseChanged(changed.Id, JsonNamingPolicyName(type), null, happened.At));
        }
    }

    /// <summary>Whether somebody else changed the same case first: by its version, or by adding the same event, material or round.</summary>
    public static bool IsLostRace(this DbUpdateException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception is DbUpdateConcurrencyException || exception.Entries.Any(e => e.Entity is CaseEventRow or Material or Round);
    }

    /// <summary>The event of a timeline row.</summary>
    public static CaseEvent Read(CaseEventRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var type = typeof(CaseEvent).Assembly.GetType($"{typeof(CaseEvent).Namespace}.{row.Type}")
            ?? throw new InvalidOperationException($"No event '{row.Type}'.");
        return (CaseEvent)JsonSerializer.Deserialize(row.Body, type, Wire.Json)!;
    }

    /// <summary>Adds a live signal to the caller's transaction.</summary>
    public static void Signal(this PreExamDb db, CaseChanged changed)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(changed);
        db.Outbox.Add(OutboxMessage.For(Queues.News, changed.CaseId, changed, changed.At));
    }

    /// <summary>Whether the applicant's timeline and live stream show the event.</summary>
    public static bool IsSeenByApplicant(CaseEvent happened) => happened is not (FeedbackScheduled or FeedbackTakenBack or CaseReleased or CaseClaimed { TakenOverFrom: not null });

    private static bool IsToldToApplicant(CaseEvent happened) =>
        happened is CaseSubmitted or FeedbackGiven or CaseWithdrawn or LapseWarned or CaseLapsed or CaseHandedOver;

    private static string JsonNamingPolicyName(string type) => JsonNamingPolicy.CamelCase.ConvertName(type);
}
