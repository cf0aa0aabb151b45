using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Domain.Time;
using PreExam.Messaging;
using PreExam.Persistence;
using PreExam.Persistence.Cases;
using PreExam.Server.Audit;
using PreExam.Server.Cases;
using PreExam.Server.Platform;

namespace PreExam.Server.Review;

/// <summary>Gives a scheduled answer when its seconds are over, unless it was taken back. The case's state makes a repeat harmless.</summary>
internal sealed class ScheduledFeedbackConsumer(PreExamDb db, FeedbackComposer composer, Calendars calendars, TimeProvider clock) : IConsumer<GiveScheduledFeedback>
{
    public async Task<Disposition> Handle(Guid messageId, GiveScheduledFeedback message, CancellationToken cancellation)
    {
        var found = await db.Cases.SingleAsync(c => c.Id == message.CaseId, cancellation);
        if (found.Scheduled is not { } scheduled || found.Round != message.Round || scheduled.GivenAt != message.GivenAt) return Disposition.Done;

        var now = clock.GetUtcNow();
        var submitted = found.SubmittedAt!.Value;
        var transition = found.GiveFeedback(await composer.PassValidUntil(found, cancellation), now);
        if (transition.Refusal is { Code: "feedback_not_due" }) return new Disposition.RetryAfter(scheduled.GivenAt - now, SpendsAttempt: false);
        if (transition.Refusal is not null) return Disposition.Done;

        db.Record(found, transition.Events);
        db.Note("staff", scheduled.By, "feedback.given", "case", found.Id, now, new { result = scheduled.Result, round = found.Round });
        var calendar = await calendars.Current(db, cancellation);
        db.HandlingTimes.Add(new HandlingTime
        {
            MatterCode = found.MatterCode,
            At = now,
            Seconds = (long)calendar.WorkingTimeBetween(submitted, now).TotalSeconds,
        });
        await KeepClocks(found, scheduled, calendar, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        return Disposition.Done;
    }

    // The notice ends the five-day guard for good; the promise restarts with the next round; the correction period is the applicant's.
    private async Task KeepClocks(Case found, ScheduledFeedback scheduled, WorkingCalendar calendar, DateTimeOffset now, CancellationToken cancellation)
    {
        await db.StopClocks(found.Id, now, cancellation);
        if (scheduled.Result != FeedbackResult.Returned) return;
        // An answer that was held up beyond the day it names still has to reach the applicant; the case leaves a day before it lapses.
        var days = Math.Max(0, scheduled.CorrectionUntil!.Value.DayNumber - WorkingCalendar.DayOf(now).DayNumber);
        db.Clocks.Add(ServiceClock.Start(ClockKind.CorrectionPeriod, found.Id, new TimeLimit(days, TimeUnit.CalendarDay), now, calendar));
    }
}
