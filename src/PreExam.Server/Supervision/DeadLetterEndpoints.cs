using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PreExam.Messaging;
using PreExam.Persistence;
using PreExam.Persistence.Jobs;
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
/// <param name="Discarded">Who took it off the list and why, or null while it waits for a decision.</param>
public sealed record DeadLetterLine(
    Guid Id, string Queue, string Type, Guid Key, string Body, DateTimeOffset CreatedAt, DateTimeOffset? DeadAt, string? Reason, string? LastError, int Attempts,
    DiscardedLine? Discarded);

/// <summary>That nothing more is needed, as a person decided.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who, as the audit log has it.</param>
/// <param name="Reason">Why, in their words.</param>
public sealed record DiscardedLine(DateTimeOffset At, Guid? By, string Reason);

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
    private const string DiscardedAction = "deadLetter.discarded";

    public static void MapDeadLetters(this IEndpointRouteBuilder staff)
    {
        staff.MapGet("/dead-letters", List).WithName("ListDeadLetters")
            .WithSummary("Jobs that were given up, oldest first.").ProducesProblem(400)
            .RequireAuthorization(Caller.Administrator);
        staff.MapGet("/dead-letters/discarded", ListDiscarded).WithName("ListDiscardedDeadLetters")
            .WithSummary("Jobs that somebody discarded, with who, when and why, newest first.").ProducesProblem(400)
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
        if (!TryPage(limit, after, 0, out var take, out var last, out var problem)) return problem!;
        var found = await jobs.DeadLetters(queue, last, take + 1, cancellation);
        var page = Cursor.Cut(found, take, CursorOf);
        return TypedResults.Ok(new Listing<DeadLetterLine>([.. page.Items.Select(m => LineOf(m, null))], page.Next));
    }

    internal static async Task<Results<Ok<Listing<DeadLetterLine>>, ProblemHttpResult>> ListDiscarded(
        int? limit, string? after, PreExamDb db, CancellationToken cancellation)
    {
        if (!TryPage(limit, after, long.MaxValue, out var take, out var last, out var problem)) return problem!;
        var found = await db.Outbox.AsNoTracking().Where(m => m.DiscardedAt != null && m.Sequence < last)
            .OrderByDescending(m => m.Sequence).Take(take + 1).ToListAsync(cancellation);
        var page = Cursor.Cut(found, take, CursorOf);
        return TypedResults.Ok(new Listing<DeadLetterLine>(await WithDecisions(db, page.Items, cancellation), page.Next));
    }

    internal static async Task<Results<Ok<DeadLetterLine>, ProblemHttpResult>> Read(
        Guid id, IJobStore jobs, PreExamDb db, CancellationToken cancellation) =>
        await jobs.Find(id, cancellation) is { DeadAt: not null } found
            ? TypedResults.Ok((await WithDecisions(db, [found], cancellation))[0])
            : Problems.NotFound("deadLetter");

    internal static Task<Results<NoContent, ProblemHttpResult>> Redrive(
        Guid id, ClaimsPrincipal user, PreExamDb db, TimeProvider clock, CancellationToken cancellation) =>
        Decide(id, "deadLetter.redriven", user, db, clock.GetUtcNow(), now => db.Redrive(id, now, cancellation), cancellation);

    internal static async Task<Results<NoContent, ProblemHttpResult>> Discard(
        Guid id, DiscardRequest request, ClaimsPrincipal user, PreExamDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > 200)
            return Problems.Invalid(new FieldError("reason", "needed", "Say why in at most 200 characters."));
        return await Decide(id, DiscardedAction, user, db, clock.GetUtcNow(), now => db.Discard(id, request.Reason.Trim(), now, cancellation), cancellation);
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

    // The audit row names codes only; the person's own words stay on the job's row.
    private static async Task<Results<NoContent, ProblemHttpResult>> Decide(
        Guid id, string action, ClaimsPrincipal user, PreExamDb db, DateTimeOffset now, Func<DateTimeOffset, Task<bool>> change, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var found = await db.Outbox.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id && m.DeadAt != null, cancellation);
        if (found is null || !await change(now)) return Problems.NotFound("deadLetter");
        db.Note(user, action, "job", id, now, new { found.Queue, found.Type, reason = found.DeadReason });
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<IReadOnlyList<DeadLetterLine>> WithDecisions(PreExamDb db, IReadOnlyList<OutboxMessage> found, CancellationToken cancellation)
    {
        Guid[] ids = [.. found.Where(m => m.DiscardedAt is not null).Select(m => m.Id)];
        var by = (await db.Audit.AsNoTracking().Where(a => a.Action == DiscardedAction && ids.Contains(a.TargetId))
            .Select(a => new { a.TargetId, a.ActorId }).ToListAsync(cancellation)).ToLookup(a => a.TargetId, a => a.ActorId);
        return [.. found.Select(m => LineOf(m, m.DiscardedAt is { } at ? new DiscardedLine(at, by[m.Id].FirstOrDefault(), m.DiscardReason ?? "") : null))];
    }

    private static bool TryPage(int? limit, string? after, long first, out int take, out long last, out ProblemHttpResult? problem)
    {
        (take, last, problem) = (limit ?? Cursor.DefaultLimit, first, null);
        if (take is < 1 or > Cursor.MaxLimit) problem = Problems.Invalid(new FieldError("limit", "out_of_range", "1 to 100."));
        else if (after is not null && (Cursor.Read(after, 1) is not [var key] || !long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out last)))
            problem = Problems.Of("cursor_invalid");
        return problem is null;
    }

    private static string CursorOf(OutboxMessage m) => Cursor.Write(m.Sequence.ToString(CultureInfo.InvariantCulture));

    private static DeadLetterLine LineOf(OutboxMessage m, DiscardedLine? discarded) =>
        new(m.Id, m.Queue, m.Type, m.Key, m.Body, m.CreatedAt, m.DeadAt, m.DeadReason, m.LastError, m.Attempts, discarded);
}
