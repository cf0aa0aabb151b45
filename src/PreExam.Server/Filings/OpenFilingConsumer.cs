using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Domain.Filings;
using PreExam.Domain.Matters;
using PreExam.Messaging;
using PreExam.Persistence;
using PreExam.Server.Audit;
using PreExam.Server.Catalogue;
using PreExam.Server.Platform;

namespace PreExam.Server.Filings;

/// <summary>Opens the filing of a handed-over case, and for a registration matter its certificate tracks. One filing a case: a repeat does nothing.</summary>
internal sealed class OpenFilingConsumer(PreExamDb db, MatterCatalogue catalogue, TimeProvider clock) : IConsumer<OpenFiling>
{
    public const string LicenceTrack = "LICENCE";

    public async Task<Disposition> Handle(Guid messageId, OpenFiling message, CancellationToken cancellation)
    {
        if (await db.Filings.AnyAsync(f => f.CaseId == message.CaseId, cancellation)) return Disposition.Done;
        var found = await db.Cases.AsNoTracking().SingleAsync(c => c.Id == message.CaseId, cancellation);
        var matter = await catalogue.Find(found.MatterCode, found.MatterVersion, cancellation);
        if (matter is null) return new Disposition.DeadLetter("matter_version_missing");

        var now = clock.GetUtcNow();
        var filing = new Filing(
            Guid.CreateVersion7(now), "F" + found.Number[1..], found.Id, found.ApplicantId, found.MatterCode, found.Department, ModeOf(message.Mode), now);
        db.Filings.Add(filing);
        if (matter.Matter.FollowUpTracks.Count > 0) OpenTracks(filing, matter, found, now);
        db.Note("system", null, "filing.opened", "filing", filing.Id, now, new { caseId = found.Id, mode = filing.Mode });
        db.Signal(new CaseChanged(found.Id, "filingOpened", null, now));
        await db.SaveChangesAsync(cancellation);
        return Disposition.Done;
    }

    // What follows the licence waits for it; the licence itself is what the hand-over has pushed.
    private void OpenTracks(Filing filing, MatterVersion matter, Case found, DateTimeOffset now)
    {
        var registration = new Registration(Guid.CreateVersion7(now), "R" + filing.Number[1..], filing.Id, filing.ApplicantId, now);
        db.Registrations.Add(registration);
        db.Tracks.Add(new CertificateTrack(Guid.CreateVersion7(now), registration.Id, LicenceTrack, found.Department, TrackState.Pushed, now));
        foreach (var code in matter.Matter.FollowUpTracks)
        {
            var state = matter.IsTrackChosen(code, found.Answers) ? TrackState.Waiting : TrackState.NotSelected;
            db.Tracks.Add(new CertificateTrack(Guid.CreateVersion7(now), registration.Id, code, TrackNames.DepartmentOf(code), state, now));
        }
    }

    private static string ModeOf(HandOverMode mode) => mode switch
    {
        HandOverMode.Online => "online",
        HandOverMode.Post => "post",
        _ => "counter",
    };
}
