using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PreExam.Domain.Filings;
using PreExam.Persistence;
using PreExam.Server.Audit;
using PreExam.Server.Platform;

namespace PreExam.Server.Filings;

/// <summary>What a department tells of a filing.</summary>
/// <param name="Type">filing.status.</param>
/// <param name="Data">The fact.</param>
/// <param name="Timestamp">When the event was made: the form has it, and nothing hangs on it.</param>
public sealed record DepartmentEvent(string Type, FilingFact Data, DateTimeOffset? Timestamp = null);

/// <summary>One status of one filing.</summary>
/// <param name="Number">Our filing number.</param>
/// <param name="Status">The formal status.</param>
/// <param name="At">When it happened, by the department's clock; at most five minutes ahead of ours.</param>
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
        .Produces(204).ProducesProblem(400).ProducesProblem(401).ProducesProblem(404).ProducesProblem(413).ProducesProblem(422)
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
        if (RefusedValues.Find(told) is { Count: > 0 } errors) return Problems.Invalid(errors);
        return await Store(db, source, id, told.Data, now, cancellation);
    }

    private static async Task<IResult> Store(PreExamDb db, string source, string id, FilingFact fact, DateTimeOffset now, CancellationToken cancellation)
    {
        // The latest fact counts: one from the future would stand against every true one until then.
        if (fact.At > now + StandardWebhook.Tolerance) return Problems.Invalid(new FieldError("data.at", "in_future", "It has not happened yet; check the clock."));

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var own = db.Filings.Where(f => f.Number == fact.Number && f.Department == source);
        // The row stays locked until the end: facts of one filing are folded one after the other, and none is lost to a race.
        if (await own.ExecuteUpdateAsync(set => set.SetProperty(f => f.Version, f => f.Version), cancellation) == 0) return Problems.NotFound("filing");
        var filing = await own.SingleAsync(cancellation);
        var told = new FilingEvent(Guid.CreateVersion7(now), filing.Id, source, id, fact.Status, FilingEvent.Storable(fact.At), fact.Sequence, now);
        if (await ToldBefore(db, told, cancellation) is { } answer) return answer;

        db.Note("department", null, "filing.event", "filing", filing.Id, now, new { source, status = fact.Status });
        await db.Learn(filing, told, cancellation);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            await transaction.RollbackAsync(CancellationToken.None);
            if (await ToldBefore(db, told, cancellation) is { } meanwhile) return meanwhile; // the same id at the same time, of another filing
            throw;
        }

        await transaction.CommitAsync(cancellation);
        return TypedResults.NoContent();
    }

    /// <summary>The answer to an id that its source has used before: the same fact again is welcome and changes nothing, another one is a mistake.</summary>
    private static async Task<IResult?> ToldBefore(PreExamDb db, FilingEvent told, CancellationToken cancellation)
    {
        var before = await db.FilingEvents.AsNoTracking()
            .SingleOrDefaultAsync(e => e.Source == told.Source && e.SourceEventId == told.SourceEventId, cancellation);
        if (before is null) return null;
        return before with { Id = told.Id, ReceivedAt = told.ReceivedAt } == told ? TypedResults.NoContent() : Problems.Of("webhook_id_reused");
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
