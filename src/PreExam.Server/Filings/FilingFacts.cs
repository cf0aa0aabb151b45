using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Filings;
using PreExam.Messaging;
using PreExam.Persistence;
using PreExam.Server.Platform;

namespace PreExam.Server.Filings;

/// <summary>What is told of filings, whoever tells it.</summary>
internal static class FilingFacts
{
    /// <summary>
    /// Adds a fact to what is known of a filing. Its status, the licence, the applicant's notice and the phone's signal follow in the
    /// caller's transaction.
    /// </summary>
    public static async Task Learn(this PreExamDb db, Filing filing, FilingEvent told, CancellationToken cancellation)
    {
        List<FilingEvent> known = [.. await db.FilingEvents.AsNoTracking().Where(e => e.FilingId == filing.Id).ToListAsync(cancellation), told];
        db.FilingEvents.Add(told);
        if (filing.Fold(known))
        {
            var moved = new FilingMoved(filing.Id, filing.CaseId, filing.Status!.Value, filing.StatusSince!.Value);
            db.Outbox.Add(OutboxMessage.For(Queues.Notices, filing.CaseId, moved, told.ReceivedAt));
            db.Signal(new CaseChanged(filing.CaseId, "filingMoved", null, told.ReceivedAt));
        }

        var licence = await (from t in db.Tracks
                             join r in db.Registrations on t.RegistrationId equals r.Id
                             where r.FilingId == filing.Id && t.Code == OpenFilingConsumer.LicenceTrack
                             select t).SingleOrDefaultAsync(cancellation);
        licence?.Follow(known);
    }
}
