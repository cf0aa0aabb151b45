using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PreExam.Domain.Cases;
using PreExam.Persistence;
using PreExam.Server.Audit;
using PreExam.Server.Platform;

namespace PreExam.Server.Review;

/// <summary>Who holds the case now.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Number">Its human number.</param>
/// <param name="State">Where it stands.</param>
/// <param name="HeldBy">The holder, or null after a release.</param>
/// <param name="HeldUntil">When the hold ends by itself.</param>
public sealed record HoldResponse(Guid CaseId, string Number, CaseState State, Guid? HeldBy, DateTimeOffset? HeldUntil);

/// <summary>A supervisor moves a case.</summary>
/// <param name="To">The caseworker who gets it.</param>
/// <param name="Reason">Why; stands in the audit log, so no personal data.</param>
public sealed record TransferRequest(Guid To, string Reason);

internal static class HoldingEndpoints
{
    /// <summary>Each lost race means that somebody else got on: so many lost in a row need a queue of many times as many hands.</summary>
    private const int MostRaces = 20;

    public static void MapHolding(this IEndpointRouteBuilder staff)
    {
        staff.MapPost("/queue/claim", ClaimNext).WithName("ClaimNext")
            .WithSummary("Takes the waiting case that is due first; 204 when none waits.")
            .Produces<HoldResponse>().Produces(204).ProducesProblem(503)
            .RequireAuthorization(Caller.Caseworker);
        staff.MapPost("/cases/{id:guid}/claim", Claim).WithName("ClaimCase")
            .WithSummary("Takes a case from the queue, or renews the caller's hold.")
            .Produces<HoldResponse>().ProducesProblem(404).ProducesProblem(409)
            .RequireAuthorization(Caller.Caseworker);
        staff.MapPost("/cases/{id:guid}/release", Release).WithName("ReleaseCase")
            .WithSummary("Gives a held case back to the queue; verdicts so far stay.")
            .Produces<HoldResponse>().ProducesProblem(404).ProducesProblem(409)
            .RequireAuthorization(Caller.Caseworker);
        staff.MapPost("/cases/{id:guid}/transfer", Transfer).WithName("TransferCase")
            .WithSummary("A supervisor moves a case to a caseworker of the department, whoever holds it.")
            .Produces<HoldResponse>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409)
            .RequireAuthorization(Caller.Supervisor);
    }

    internal static async Task<IResult> ClaimNext(
        ClaimsPrincipal user, PreExamDb db, IOptions<ReviewOptions> options, TimeProvider clock, HttpResponse response, CancellationToken cancellation)
    {
        for (var race = 0; race < MostRaces; race++)
        {
            // First the one that is due first. Who has lost a race is one of many and chooses among the first few, so that they part.
            var few = await db.Cases.VisibleTo(user).Where(c => c.State == CaseState.Submitted)
                .OrderBy(c => c.DueAt).ThenBy(c => c.Id).Take(1 << Math.Min(race, 5)).Select(c => c.Id).ToListAsync(cancellation);
            if (few.Count == 0) return TypedResults.NoContent();
            var id = few[Random.Shared.Next(few.Count)];
            var taken = await Race(
                id, "case.claimed", found => found.Claim(user.Id(), options.Value.Lease, clock.GetUtcNow()), user, db, clock, response, cancellation);
            if (taken is Ok<HoldResponse>) return taken;
            db.ChangeTracker.Clear();
        }

        return Problems.Of("queue_busy");
    }

    internal static Task<IResult> Claim(
        Guid id, ClaimsPrincipal user, PreExamDb db, IOptions<ReviewOptions> options, TimeProvider clock, HttpResponse response, CancellationToken cancellation) =>
        Hold(id, "case.claimed", found => found.Claim(user.Id(), options.Value.Lease, clock.GetUtcNow()), user, db, clock, response, cancellation);

    internal static Task<IResult> Release(
        Guid id, ClaimsPrincipal user, PreExamDb db, TimeProvider clock, HttpResponse response, CancellationToken cancellation) =>
        Hold(id, "case.released", found => found.Release(user.Id(), clock.GetUtcNow()), user, db, clock, response, cancellation);

    internal static async Task<IResult> Transfer(
        Guid id, TransferRequest request, ClaimsPrincipal user, PreExamDb db, IOptions<ReviewOptions> options, TimeProvider clock, HttpResponse response, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > 200)
            return Problems.Invalid(new FieldError("reason", "needed", "Say why in at most 200 characters."));
        if (!await db.Cases.VisibleTo(user).AnyAsync(c => c.Id == id, cancellation)) return Problems.NotFound("case");
        var department = user.Department();
        var to = await db.Staff.AsNoTracking()
            .SingleOrDefaultAsync(s => s.Id == request.To && s.Department == department && s.DisabledAt == null, cancellation);
        if (to is null || !to.Roles.Contains(Caller.Caseworker)) return Problems.Invalid(new FieldError("to", "no_caseworker", "Not a caseworker of this department."));

        return await Hold(
            id, "case.takenOver", found => found.TakeOver(to.Id, options.Value.Lease, clock.GetUtcNow()), user, db, clock, response, cancellation,
            from => new { from, to = to.Id, reason = request.Reason.Trim() });
    }

    /// <summary>Does to one case what was asked; a race that was lost is judged anew by the case as it has become.</summary>
    private static async Task<IResult> Hold(
        Guid id, string action, Func<Case, Transition> change, ClaimsPrincipal user, PreExamDb db, TimeProvider clock, HttpResponse response,
        CancellationToken cancellation, Func<Guid?, object>? detail = null)
    {
        for (var race = 0; race < MostRaces; race++)
        {
            if (await Race(id, action, change, user, db, clock, response, cancellation, detail) is { } ended) return ended;
            db.ChangeTracker.Clear();
        }

        return Problems.Of("changed_meanwhile");
    }

    /// <returns>What became of it, or null when somebody else changed the case at the same moment.</returns>
    private static async Task<IResult?> Race(
        Guid id, string action, Func<Case, Transition> change, ClaimsPrincipal user, PreExamDb db, TimeProvider clock, HttpResponse response,
        CancellationToken cancellation, Func<Guid?, object>? detail = null)
    {
        var found = await db.Cases.VisibleTo(user).SingleOrDefaultAsync(c => c.Id == id, cancellation);
        if (found is null) return Problems.NotFound("case");
        var from = found.HeldBy;
        var transition = change(found);
        if (transition.Refusal is { } refusal) return Problems.From(refusal);
        db.Record(found, transition.Events);
        if (transition.Events.Count > 0) db.Note(user, action, "case", id, clock.GetUtcNow(), detail?.Invoke(from)); // a hold renewed is no deed
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException lost) when (lost.IsLostRace())
        {
            return null;
        }

        response.Headers.ETag = new ETag(found.Version).ToString();
        return TypedResults.Ok(new HoldResponse(found.Id, found.Number, found.State, found.HeldBy, found.HeldUntil));
    }
}
