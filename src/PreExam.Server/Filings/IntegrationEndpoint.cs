using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PreExam.Domain.Filings;
using PreExam.Messaging;
using PreExam.Persistence;
using PreExam.Server.Audit;
using PreExam.Server.Platform;

namespace PreExam.Server.Filings;

/// <summary>Departments that may tell the status of filings. Section <c>Integrations</c>.</summary>
public sealed class IntegrationOptions
{
    /// <summary>By department code.</summary>
    public Dictionary<string, DepartmentKey> Departments { get; } = [];
}

/// <summary>Keys of one department.</summary>
public sealed class DepartmentKey
{
    /// <summary>Signing secret, <c>whsec_</c> and Base64.</summary>
    public string Secret { get; set; } = "";

    /// <summary>The secret before the last change, still accepted; empty when there is none.</summary>
    public string FormerSecret { get; set; } = "";
}

/// <summary>What a department tells of a filing.</summary>
/// <param name="Type">filing.status.</param>
/// <param name="Data">The fact.</param>
public sealed record DepartmentEvent(string Type, FilingFact Data);

/// <summary>One status of one filing.</summary>
/// <param name="Number">Our filing number.</param>
/// <param name="Status">The formal status.</param>
/// <param name="At">When it happened, by the department's clock.</param>
/// <param name="Sequence">The department's own order, 0 when it has none.</param>
public sealed record FilingFact(string Number, FilingStatus Status, DateTimeOffset At, long Sequence = 0);

/// <summary>The applicant is to hear of a filing's new status.</summary>
/// <param name="FilingId">The filing.</param>
/// <param name="CaseId">Its case.</param>
/// <param name="Status">The new status.</param>
/// <param name="At">Since when.</param>
public sealed record FilingMoved(Guid FilingId, Guid CaseId, FilingStatus Status, DateTimeOffset At);

internal static class IntegrationEndpoint
{
    private const int MaxBody = 64 * 1024;

    public static void MapIntegrations(this IEndpointRouteBuilder api) => api
        .MapPost("/integrations/filings/events", Receive)
        .WithName("ReceiveDepartmentEvent")
        .WithSummary("A department's signed status event (Standard Webhooks: webhook-id, webhook-timestamp, webhook-signature).")
        .Accepts<DepartmentEvent>("application/json")
        .Produces(204).ProducesProblem(400).ProducesProblem(401).ProducesProblem(404).ProducesProblem(413)
        .AllowAnonymous();

    internal static async Task<IResult> Receive(
        HttpRequest request, PreExamDb db, IOptions<IntegrationOptions> options, TimeProvider clock, CancellationToken cancellation)
    {
        var id = request.Headers["webhook-id"].ToString();
        var timestamp = request.Headers["webhook-timestamp"].ToString();
        var signatures = request.Headers["webhook-signature"].ToString();
        if (id.Length is 0 or > 100 || timestamp.Length is 0 or > 20 || signatures.Length is 0 or > 1000) return Problems.Of("webhook_unsigned");

        var body = await ReadBody(request, cancellation);
        if (body is null) return Problems.Of("body_too_large");
        var now = clock.GetUtcNow();
        if (!StandardWebhook.IsFresh(timestamp, now)) return Problems.Of("webhook_stale");
        var source = SignedBy(options.Value, id, timestamp, body, signatures);
        if (source is null) return Problems.Of("webhook_unsigned");

        DepartmentEvent? told;
        try
        {
            told = JsonSerializer.Deserialize<DepartmentEvent>(body, Wire.Json);
        }
        catch (JsonException exception)
        {
            return Problems.Of("body_unreadable", errors: [new FieldError(exception.Path ?? "$", "unreadable", "This place in the JSON can't be read.")]);
        }

        if (told?.Type != "filing.status") return Problems.Invalid(new FieldError("type", "unknown", "filing.status"));
        return await Store(db, source, id, told.Data, now, cancellation);
    }

    private static async Task<IResult> Store(PreExamDb db, string source, string id, FilingFact fact, DateTimeOffset now, CancellationToken cancellation)
    {
        var filing = await db.Filings.SingleOrDefaultAsync(f => f.Number == fact.Number && f.Department == source, cancellation);
        if (filing is null) return Problems.NotFound("filing");
        if (await db.FilingEvents.AnyAsync(e => e.Source == source && e.SourceEventId == id, cancellation)) return TypedResults.NoContent();

        var happened = new FilingEvent(Guid.CreateVersion7(now), filing.Id, source, id, fact.Status, fact.At.ToUniversalTime(), fact.Sequence, now);
        var known = await db.FilingEvents.Where(e => e.FilingId == filing.Id).ToListAsync(cancellation);
        db.FilingEvents.Add(happened);
        db.Note("department", null, "filing.event", "filing", filing.Id, now, new { source, status = fact.Status });
        if (filing.Fold([.. known, happened]))
        {
            db.Outbox.Add(OutboxMessage.For(Queues.Notices, filing.CaseId, new FilingMoved(filing.Id, filing.CaseId, filing.Status!.Value, filing.StatusSince!.Value), now));
            db.Signal(new CaseChanged(filing.CaseId, "filingMoved", null, now));
            await MoveLicence(db, filing, now, cancellation);
        }

        await db.SaveChangesAsync(cancellation);
        return TypedResults.NoContent();
    }

    private static async Task MoveLicence(PreExamDb db, Filing filing, DateTimeOffset now, CancellationToken cancellation)
    {
        var licence = await (from t in db.Tracks
                             join r in db.Registrations on t.RegistrationId equals r.Id
                             where r.FilingId == filing.Id && t.Code == OpenFilingConsumer.LicenceTrack
                             select t).SingleOrDefaultAsync(cancellation);
        licence?.Move(filing.Status switch
        {
            FilingStatus.Received or FilingStatus.Accepted or FilingStatus.ToleranceAccepted or FilingStatus.DeemedAccepted or FilingStatus.Examining => TrackState.Claimed,
            FilingStatus.CorrectionAsked or FilingStatus.Suspended => TrackState.NeedsInfo,
            FilingStatus.NotAccepted or FilingStatus.RevokedAcceptance => TrackState.Returned,
            FilingStatus.Granted or FilingStatus.Delivered or FilingStatus.Completed or FilingStatus.Archived => TrackState.Done,
            _ => TrackState.Stopped,
        }, now);
    }

    private static string? SignedBy(IntegrationOptions options, string id, string timestamp, byte[] body, string signatures) =>
        options.Departments.FirstOrDefault(d =>
            StandardWebhook.IsSigned(d.Value.Secret, id, timestamp, body, signatures)
            || StandardWebhook.IsSigned(d.Value.FormerSecret, id, timestamp, body, signatures)).Key;

    private static async Task<byte[]?> ReadBody(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > MaxBody) return null;
        using var buffer = new MemoryStream();
        var chunk = new byte[8 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancellation)) > 0)
        {
            if (buffer.Length + read > MaxBody) return null;
            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }
}
