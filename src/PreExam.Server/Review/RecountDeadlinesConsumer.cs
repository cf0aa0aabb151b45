using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Domain.Time;
using PreExam.Messaging;
using PreExam.Persistence;
using PreExam.Server.Platform;

namespace PreExam.Server.Review;

/// <summary>Counts every open deadline again after the table of holidays changed; a repeat finds nothing to move.</summary>
internal sealed class RecountDeadlinesConsumer(PreExamDb db, Calendars calendars, IServiceScopeFactory scopes) : IConsumer<RecountDeadlines>
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    public async Task<Disposition> Handle(Guid messageId, RecountDeadlines message, CancellationToken cancellation)
    {
        var calendar = await calendars.Current(db, cancellation);
        var overtaken = 0;
        foreach (var subject in await db.Clocks.AsNoTracking().Where(k => k.StoppedAt == null && k.CalendarVersion != calendar.Version)
            .Select(k => k.SubjectId).Distinct().ToListAsync(cancellation))
        {
            if (!await Change(own => Recount(own, subject, calendar, cancellation), cancellation)) overtaken++;
        }

        foreach (var id in await PassesThatEndOnARestDay(calendar, cancellation))
        {
            if (!await Change(own => MovePass(own, id, calendar, cancellation), cancellation)) overtaken++;
        }

        return overtaken == 0 ? Disposition.Done : new Disposition.RetryAfter(Again);
    }

    private static async Task Recount(PreExamDb own, Guid subject, WorkingCalendar calendar, CancellationToken cancellation)
    {
        var clocks = await own.Clocks.Where(k => k.SubjectId == subject && k.StoppedAt == null).ToListAsync(cancellation);
        foreach (var clock in clocks) clock.Recompute(calendar);
        if (await own.Cases.SingleOrDefaultAsync(c => c.Id == subject, cancellation) is not { } found) return;
        if (clocks.Find(k => k.Kind == ClockKind.PreExamPromise) is { } promise) found.MoveDue(promise.DueAt);
        if (clocks.Find(k => k.Kind == ClockKind.CorrectionPeriod) is { } correction) found.MoveLapse(correction.DueOn);
    }

    // A pass has no clock of its own; days are few, cases may be many.
    private async Task<List<Guid>> PassesThatEndOnARestDay(WorkingCalendar calendar, CancellationToken cancellation)
    {
        var passed = db.Cases.AsNoTracking().Where(c => c.State == CaseState.Passed);
        var days = await passed.Where(c => c.LapsesOn != null).Select(c => c.LapsesOn!.Value).Distinct().ToListAsync(cancellation);
        DateOnly?[] rest = [.. days.Where(day => !calendar.IsWorkingDay(day))];
        return rest.Length == 0 ? [] : await passed.Where(c => rest.Contains(c.LapsesOn)).Select(c => c.Id).ToListAsync(cancellation);
    }

    private static async Task MovePass(PreExamDb own, Guid id, WorkingCalendar calendar, CancellationToken cancellation)
    {
        var found = await own.Cases.SingleAsync(c => c.Id == id, cancellation);
        if (found is { State: CaseState.Passed, LapsesOn: { } last }) found.MoveLapse(calendar.OnOrAfter(last));
    }

    /// <summary>A transaction of its own per case: one that is being worked on meanwhile fails alone and comes again with the job.</summary>
    private async Task<bool> Change(Func<PreExamDb, Task> change, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var own = scope.ServiceProvider.GetRequiredService<PreExamDb>();
        await change(own);
        try
        {
            await own.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateException lost) when (lost.IsLostRace())
        {
            return false;
        }
    }
}
