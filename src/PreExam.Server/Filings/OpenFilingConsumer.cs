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

/// <summary>
/// Opens the filing of a case that was handed over, or that is accepted because nobody answered in time, and for a registration matter its
/// certificate tracks. One filing a case: a repeat does nothing.
/// </summary>
internal sealed class OpenFilingConsumer(PreExamDb db, MatterCatalogue catalogue, TimeProvider clock) : IConsumer<OpenFiling>, IConsumer<AcceptBySilence>
{
    public const string LicenceTrack = "LICENCE";

    /// <summary>Source of an event that no department told: the limit itself.</summary>
    private const string Silence = "fiveDayGuard";

    public async Task<Disposition> Handle(Guid messageId, OpenFiling message, CancellationToken cancellation)
    {
        if (await db.Filings.SingleOrDefaultAsync(f => f.CaseId == message.CaseId, cancellation) is { } before)
        {
            if (before.HandOver(ModeOf(message.Mode))) await db.SaveChangesAsync(cancellation);
            return Disposition.Done;
        }

        var found = await db.Cases.AsNoTracking().SingleAsync(c => c.Id == message.CaseId, cancellation);
        if (await Open(found, ModeOf(message.Mode), clock.GetUtcNow(), cancellation) is null) return new Disposition.DeadLetter("matter_version_missing");
        await db.SaveChangesAsync(cancellation);
        return Disposition.Done;
    }

    /// <summary>The acceptance is a fact among those that the department tells, dated to the receipt: what the department says later outweighs it.</summary>
    public async Task<Disposition> Handle(Guid messageId, AcceptBySilence message, CancellationToken cancellation)
    {
        var source = messageId.ToString("N");
        if (await db.FilingEvents.AnyAsync(e => e.Source == Silence && e.SourceEventId == source, cancellation)) return Disposition.Done;
        var found = await db.Cases.AsNoTracking().SingleAsync(c => c.Id == message.CaseId, cancellation);
        if (found.State == CaseState.Withdrawn) return Disposition.Done; // nothing is left to accept
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var filing = await db.Filings.SingleOrDefaultAsync(f => f.CaseId == message.CaseId, cancellation);
        if (filing is null)
        {
            filing = await Open(found, ModeOf(HandOverMode.Online), now, cancellation);
            if (filing is null) return new Disposition.DeadLetter("matter_version_missing");
            await db.SaveChangesAsync(cancellation); // its licence has to be there to follow the fact
        }

        var accepted = new FilingEvent(Guid.CreateVersion7(now), filing.Id, Silence, source, FilingStatus.DeemedAccepted, FilingEvent.Storable(message.ReceivedAt), 0, now);
        db.Note("system", null, "filing.deemedAccepted", "filing", filing.Id, now, new { caseId = found.Id, message.ReceivedAt });
        await db.Learn(filing, accepted, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return Disposition.Done;
    }

    private async Task<Filing?> Open(Case found, string mode, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await catalogue.Find(found.MatterCode, found.MatterVersion, cancellation) is not { } matter) return null;
        var filing = new Filing(
            Guid.CreateVersion7(now), "F" + found.Number[1..], found.Id, found.ApplicantId, found.MatterCode, found.Department, mode, now);
        db.Filings.Add(filing);
        if (matter.Matter.FollowUpTracks.Count > 0) OpenTracks(filing, matter, found, now);
        db.Note("system", null, "filing.opened", "filing", filing.Id, now, new { caseId = found.Id, mode });
        db.Signal(new CaseChanged(found.Id, "filingOpened", null, now));
        return filing;
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
