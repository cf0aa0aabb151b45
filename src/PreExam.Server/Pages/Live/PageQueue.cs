using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Persistence;
using PreExam.Server.Platform;

namespace PreExam.Server.Pages.Live;

/// <summary>A page that the machine has not come to within three seconds.</summary>
/// <param name="PageId">The page.</param>
/// <param name="Position">Its place among all pages of the installation that wait or are being worked on; 1 is the next.</param>
/// <param name="ExpectedSeconds">How long it will take at the pace of the last pages; a good moment to ask again.</param>
public sealed record PageWait(Guid PageId, int Position, int ExpectedSeconds);

/// <summary>The queue of pages as its people see it. Told by the database, so that every process tells the same.</summary>
internal static class PageQueue
{
    private const int MostPositions = 5000, PaceOf = 20;
    private const double SecondsWithoutPace = 2;

    /// <summary>Until then nobody needs to be told: most pages are done by then.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Waiting pages of some cases, by case. One small question while none waits.</summary>
    public static async Task<ILookup<Guid, PageWait>> Waits(this PreExamDb db, IReadOnlyCollection<Guid> cases, DateTimeOffset now, CancellationToken cancellation)
    {
        var since = now - Patience;
        var waiting = await db.Pages.AsNoTracking()
            .Where(p => cases.Contains(p.CaseId) && p.State == PageState.Received && p.RemovedAt == null && p.UploadedAt <= since)
            .Select(p => new { p.Id, p.CaseId }).ToListAsync(cancellation);
        if (waiting.Count == 0) return Array.Empty<PageWait>().ToLookup(_ => Guid.Empty);

        var queue = await db.Outbox.AsNoTracking().Where(m => m.Queue == Queues.Pages && m.DeadAt == null)
            .OrderBy(m => m.Sequence).Select(m => m.Key).Take(MostPositions).ToListAsync(cancellation);
        var secondsForPage = await Pace(db, now, cancellation);
        return waiting
            .Select(p => (p.CaseId, p.Id, Position: queue.IndexOf(p.Id) is >= 0 and var place ? place + 1 : queue.Count + 1))
            .OrderBy(p => p.Position)
            .ToLookup(p => p.CaseId, p => new PageWait(p.Id, p.Position, (int)Math.Ceiling(p.Position * secondsForPage)));
    }

    /// <summary>Seconds from one finished page to the next, whoever worked on them.</summary>
    private static async Task<double> Pace(PreExamDb db, DateTimeOffset now, CancellationToken cancellation)
    {
        var done = await db.Pages.AsNoTracking().Where(p => p.DoneAt != null).OrderByDescending(p => p.Id).Take(PaceOf)
            .Select(p => p.DoneAt!.Value).ToListAsync(cancellation);
        DateTimeOffset[] recent = [.. done.Where(at => at > now - TimeSpan.FromMinutes(2))];
        return recent.Length < 2 ? SecondsWithoutPace : Math.Max(0.1, (now - recent.Min()).TotalSeconds / recent.Length);
    }
}
