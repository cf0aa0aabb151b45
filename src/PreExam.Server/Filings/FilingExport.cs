using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Filings;
using PreExam.Persistence;
using PreExam.Server.Accounts;

namespace PreExam.Server.Filings;

/// <summary>The applicant's filings in their own export, with what departments told and where each certificate stands.</summary>
internal sealed class FilingExport : IPersonExport
{
    public string Name => "filings";

    public async Task<object> Read(PreExamDb db, Guid person, CancellationToken cancellation)
    {
        var filings = await db.Filings.AsNoTracking().Where(f => f.ApplicantId == person).OrderBy(f => f.Id).ToListAsync(cancellation);
        var ids = filings.Select(f => f.Id).ToList();
        var events = (await db.FilingEvents.AsNoTracking().Where(e => ids.Contains(e.FilingId)).ToListAsync(cancellation)).ToLookup(e => e.FilingId);
        var registrations = await db.Registrations.AsNoTracking().Where(r => r.ApplicantId == person).ToDictionaryAsync(r => r.FilingId, cancellation);
        var registrationIds = registrations.Values.Select(r => r.Id).ToList();
        var tracks = (await db.Tracks.AsNoTracking().Where(t => registrationIds.Contains(t.RegistrationId)).ToListAsync(cancellation))
            .ToLookup(t => t.RegistrationId);
        return filings.Select(filing => new
        {
            filing.Number,
            filing.CaseId,
            Matter = filing.MatterCode,
            filing.Mode,
            filing.OpenedAt,
            filing.Status,
            filing.StatusSince,
            Steps = FilingEvent.InOrder(events[filing.Id]).Select(told => new { told.Status, At = told.SourceAt, told.ReceivedAt }),
            Registration = registrations.GetValueOrDefault(filing.Id)?.Number,
            Certificates = registrations.TryGetValue(filing.Id, out var registration)
                ? tracks[registration.Id].OrderBy(track => TrackNames.PlaceOf(track.Code)).Select(track => new { track.Code, track.Department, track.State, track.Since })
                : [],
        }).ToList();
    }
}
