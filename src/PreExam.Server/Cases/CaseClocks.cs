using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Domain.Matters;
using PreExam.Domain.Time;
using PreExam.Persistence;

namespace PreExam.Server.Cases;

/// <summary>Keeps a case's limits in step with what happens to it; the caller saves.</summary>
internal static class CaseClocks
{
    private static readonly TimeLimit OneWorkingDay = new(1, TimeUnit.WorkingDay);

    /// <summary>The promise of an answer to a submission made now. A matter without one promises the next working day.</summary>
    public static ServiceClock Promise(Guid caseId, MatterVersion matter, DateTimeOffset now, WorkingCalendar calendar)
    {
        var limit = TimeLimit.Of(matter.Matter.Limits.PreExam);
        return ServiceClock.Start(ClockKind.PreExamPromise, caseId, limit.IsNone ? OneWorkingDay : limit, now, calendar);
    }

    /// <summary>The applicant's own time is over, the promise runs; the five days from the first submission, once.</summary>
    public static async Task CaseWasSubmitted(
        this PreExamDb db, Case submitted, ServiceClock promise, WorkingCalendar calendar, DateTimeOffset now, CancellationToken cancellation)
    {
        await db.StopClocks(submitted.Id, now, cancellation);
        db.Clocks.Add(promise);
        if (submitted.Round == 1) db.Clocks.Add(ServiceClock.StartFiveDayGuard(submitted.Id, now, calendar));
    }

    /// <summary>Stops whatever runs for a case: it was answered, withdrawn or has lapsed.</summary>
    public static async Task StopClocks(this PreExamDb db, Guid caseId, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var clock in await db.Clocks.Where(c => c.SubjectId == caseId && c.StoppedAt == null).ToListAsync(cancellation)) clock.Stop(now);
    }
}
