using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PreExam.Messaging;
using PreExam.Persistence;
using PreExam.Server.Audit;
using PreExam.Server.Platform;

namespace PreExam.Server.Supervision;

/// <summary>A job that ended without being done, for a person to look at.</summary>
/// <param name="Id">The message.</param>
/// <param name="Queue">Its queue.</param>
/// <param name="Type">What was to be done.</param>
/// <param name="Key">What it stays in order with, usually the case.</param>
/// <param name="Body">Ids and codes as JSON text.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="DeadAt">When it was given up.</param>
/// <param name="Reason">Why, a stable code.</param>
/// <param name="LastError">The last failure, a stable code.</param>
/// <param name="Attempts">How often it was begun.</param>
public sealed record DeadLetterLine(
    Guid Id, string Queue, string Type, Guid Key, string Body, DateTimeOffset CreatedAt, DateTimeOffset? DeadAt, string? Reason, string? LastError, int Attempts);

/// <summary>Why nothing more is needed.</summary>
/// <param name="Reason">At most 200 characters, no personal data.</param>
public sealed record DiscardRequest(string Reason);

/// <summary>A notice whose WeChat send twice brought no answer: it may have arrived.</summary>
/// <param name="NoticeId">The notice; it stands in the app in any case.</param>
/// <param name="CaseId">The case.</param>
/// <param name="Kind">What it tells.</param>
/// <param name="Outcome">unclear or parked.</param>
/// <param name="EndedAt">When the channel gave up.</param>
public sealed record UnclearSend(Guid NoticeId, Guid CaseId, string Kind, string Outcome, DateTimeOffset? EndedAt);

internal static class DeadLetterEndpoints
{
    public static void MapDeadLetters(this IEndpointRouteBuilder staff)
    {
        staff.MapGet("/dead-letters", List).WithName("ListDeadLetters")
            .WithSummary("Jobs that were given up, oldest first.").ProducesProblem(400)
            .RequireAuthorization(Caller.Administrator);
        staff.MapGet("/dead-letters/{id:guid}", Read).WithName("ReadDeadLetter")
            .WithSummary("One of them.").ProducesProblem(404)
            .RequireAuthorization(Caller.Administrator);
        staff.MapPost("/dead-letters/{id:guid}/redrive", Redrive).WithName("RedriveDeadLetter")
            .WithSummary("Does the job again, from its first attempt.").ProducesProblem(404)
            .RequireAuthorization(Caller.Administrator);
        staff.MapPost("/dead-letters/{id:guid}/discard", Discard).WithName("DiscardDeadLetter")
            .WithSummary("Says with a reason that nothing more is needed.").ProducesProblem(400).ProducesProblem(404)
            .RequireAuthorization(Caller.Administrator);
        staff.MapGet("/queues", States).WithName("ReadQueues")
            .WithSummary("How much work stands in each queue.")
            .RequireAuthorization(Caller.Administrator);
        staff.MapGet("/unclear-sends", Unclear).WithName("ListUnclearSends")
            .WithSummary("WeChat messages of which nobody knows whether they arrived, newest first.").ProducesProblem(400)
            .RequireAuthorization(Caller.Administrator);
    }

    internal static async Task<Results<Ok<Listing<DeadLetterLine>>, ProblemHttpResult>> List(
        string? queue, int? limit, string? after, IJobStore jobs, CancellationToken cancellation)
    {
        var take = limit ?? Cursor.DefaultLimit;
        if (take is < 1 or > Cursor.MaxLimit) return Problems.Invalid(new FieldError("limit", "out_of_range", "1 to 100."));
        var last = 0L;
        if (after is not null && (Cursor.Read(after, 1) is not [var key] || !long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out last)))
            return Problems.Of("cursor_invalid");
        var found = await jobs.DeadLetters(queue, last, take + 1, cancellation);
        var next = found.Count > take ? Cursor.Write(found[take - 1].Sequence.ToString(CultureInfo.InvariantCulture)) : null;
        return TypedResults.Ok(new Listing<DeadLetterLine>([.. found.Take(take).Select(LineOf)], next));
    }

    internal static async Task<Results<Ok<DeadLetterLine>, ProblemHttpResult>> Read(Guid id, IJobStore jobs, CancellationToken cancellation) =>
        await jobs.Find(id, cancellation) is { DeadAt: not null } found ? TypedResults.Ok(LineOf(found)) : Problems.NotFound("deadLetter");

    internal static async Task<Results<NoContent, ProblemHttpResult>> Redrive(
        Guid id, ClaimsPrincipal user, IJobStore jobs, PreExamDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (!await jobs.Redrive(id, cancellation)) return Problems.NotFound("deadLetter");
        db.Note(user, "deadLetter.redriven", "job", id, clock.GetUtcNow());
        await db.SaveChangesAsync(cancellation);
        return TypedResults.NoContent();
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> Discard(
        Guid id, DiscardRequest request, ClaimsPrincipal user, IJobStore jobs, PreExamDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > 200)
            return Problems.Invalid(new FieldError("reason", "needed", "Say why in at most 200 characters."));
        if (!await jobs.Discard(id, request.Reason.Trim(), cancellation)) return Problems.NotFound("deadLetter");
        db.Note(user, "deadLetter.discarded", "job", id, clock.GetUtcNow());
        await db.SaveChangesAsync(cancellation);
        return TypedResults.NoContent();
    }

    internal static async Task<Ok<IReadOnlyList<QueueState>>> States(IJobStore jobs, CancellationToken cancellation) =>
        TypedResults.Ok(await jobs.States(cancellation));

    internal static async Task<Results<Ok<Listing<UnclearSend>>, ProblemHttpResult>> Unclear(
        int? limit, string? after, PreExamDb db, CancellationToken cancellation)
    {
        var take = limit ?? Cursor.DefaultLimit;
        if (take is < 1 or > Cursor.MaxLimit) return Problems.Invalid(new FieldError("limit", "out_of_range", "1 to 100."));
        var rows = db.Notices.AsNoTracking().Where(n => n.Outcome == "unclear" || n.Outcome == "parked");
        if (after is not null)
        {
            if (Cursor.Read(after, 1) is not [var key] || !Guid.TryParseExact(key, "N", out var last)) return Problems.Of("cursor_invalid");
            rows = rows.Where(n => n.Id < last);
        }

        var found = await rows.OrderByDescending(n => n.Id).Take(take + 1)
            .Select(n => new UnclearSend(n.Id, n.CaseId, n.Kind, n.Outcome!, n.EndedAt)).ToListAsync(cancellation);
        return TypedResults.Ok(Cursor.Cut(found, take, line => Cursor.Write(line.NoticeId.ToString("N"))));
    }

    private static DeadLetterLine LineOf(OutboxMessage m) =>
        new(m.Id, m.Queue, m.Type, m.Key, m.Body, m.CreatedAt, m.DeadAt, m.DeadReason, m.LastError, m.Attempts);
}
