using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Domain.Matters;
using PreExam.Domain.Time;
using PreExam.Persistence;
using PreExam.Server.Accounts;
using PreExam.Server.Cases;
using PreExam.Server.Catalogue;
using PreExam.Server.Platform;

namespace PreExam.Server.Review;

/// <summary>Composes the answer of a case with what it needs from catalogue and account.</summary>
internal sealed class FeedbackComposer(PreExamDb db, MatterCatalogue catalogue, PersonReader people, Calendars calendars, TimeProvider clock)
{
    public async Task<MatterVersion> MatterOf(Case found, CancellationToken cancellation) =>
        await catalogue.Find(found.MatterCode, found.MatterVersion, cancellation)
        ?? throw new InvalidOperationException("The pinned version of the matter is missing.");

    /// <summary>Last day of the correction, when returned: as asked for, else by the matter. Never a day on which offices rest (Civil Code 203).</summary>
    public async Task<DateOnly?> CorrectionUntil(Case found, FeedbackResult result, DateOnly? asked, CancellationToken cancellation)
    {
        if (result != FeedbackResult.Returned) return null;
        var calendar = await calendars.Current(db, cancellation);
        if (asked is { } day) return calendar.OnOrAfter(day);
        return TimeLimit.Of((await MatterOf(found, cancellation)).Matter.Limits.Correction).LastDay(WorkingCalendar.DayOf(clock.GetUtcNow()), calendar);
    }

    public async Task<DateOnly> PassValidUntil(Case found, CancellationToken cancellation)
    {
        var matter = await MatterOf(found, cancellation);
        var today = WorkingCalendar.DayOf(clock.GetUtcNow());
        return TimeLimit.Of(matter.Matter.Limits.PassValidity).LastDay(today, await calendars.Current(db, cancellation)) ?? today.AddDays(90);
    }

    public async Task<LocalText> Preview(
        Case found, FeedbackResult result, DateOnly? correctionUntil, string? redirectedTo, string? words, CancellationToken cancellation)
    {
        var applicant = await db.People.AsNoTracking().SingleAsync(p => p.Id == found.ApplicantId, cancellation);
        var verdicts = found.Materials.Where(m => m.Verdict is not null).ToDictionary(m => m.Slot, m => m.Verdict!);
        var feedback = new Feedback(result, clock.GetUtcNow(), Guid.Empty, verdicts, correctionUntil, redirectedTo, words);
        return FeedbackText.Compose(
            await MatterOf(found, cancellation), found.Number, people.Name(applicant), feedback, verdicts, await PassValidUntil(found, cancellation));
    }
}
