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
    private const int RacesToRun = 20;

    public static void MapHolding(this IEndpointRouteBuilder staff)
    {
        staff.MapPost("/queue/claim", ClaimNext).WithName("ClaimNext")
            .WithSummary("Takes the waiting case that is due first; 204 when none waits.")
            .RequireAuthorization(Caller.Caseworker);
        staff.MapPost("/cases/{id:guid}/claim", Claim).WithName("ClaimCase")
            .WithSummary("Takes a case from the queue, or renews the caller's hold.")
            .ProducesProblem(404).ProducesProblem(409)
            .RequireAuthorization(Caller.Caseworker);
        staff.MapPost("/cases/{id:guid}/release", Release).WithName("ReleaseCase")
            .WithSummary("Gives a held case back to the queue; verdicts so far stay.")
            .ProducesProblem(404).ProducesProblem(409)
            .RequireAuthorization(Caller.Caseworker);
        staff.MapPost("/cases/{id:guid}/transfer", Transfer).WithName("TransferCase")
            .WithSummary("A supervisor moves a case to a caseworker of the department, whoever holds it.")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409)
            .RequireAuthorization(Caller.Supervisor);
    }

    internal static async Task<Results<Ok<HoldResponse>, NoContent, ProblemHttpResult>> ClaimNext(
        ClaimsPrincipal user, PreExamDb db, IOptions<ReviewOptions> options, TimeProvider clock, HttpResponse response, CancellationToken cancellation)
    {
        // Many caseworkers ask at once; the loser of a race takes the next one.
        for (var race = 0; race < RacesToRun; race++)
        {
            var first = await db.Cases.VisibleTo(user).Where(c => c.State == CaseState.Submitted)
                .OrderBy(c => c.DueAt).ThenBy(c => c.Id).FirstOrDefaultAsync(cancellation);
            if (first is null) return TypedResults.NoContent();
            try
            {
                return await Hold(first, first.Claim(user.Id(), options.Value.Lease, clock.GetUtcNow()), "case.claimed", user, db, clock, response, cancellation) switch
                {
                    Ok<HoldResponse> held => held,
                    ProblemHttpResult problem => problem,
                    _ => throw new InvalidOperationException(),
                };
            }
            catch (DbUpdateConcurrencyException)
            {
                db.ChangeTracker.Clear();
            }
        }

        return Problems.Of("queue_busy");
    }

    internal static async Task<IResult> Claim(
        Guid id, ClaimsPrincipal user, PreExamDb db, IOptions<ReviewOptions> options, TimeProvider clock, HttpResponse response, CancellationToken cancellation)
    {
        var found = await db.Cases.VisibleTo(user).SingleOrDefaultAsync(c => c.Id == id, cancellation);
        return found is null
            ? Problems.NotFound("case")
            : await Hold(found, found.Claim(user.Id(), options.Value.Lease, clock.GetUtcNow()), "case.claimed", user, db, clock, response, cancellation);
    }

    internal static async Task<IResult> Release(
        Guid id, ClaimsPrincipal user, PreExamDb db, TimeProvider clock, HttpResponse response, CancellationToken cancellation)
    {
        var found = await db.Cases.VisibleTo(user).SingleOrDefaultAsync(c => c.Id == id, cancellation);
        return found is null
            ? Problems.NotFound("case")
            : await Hold(found, found.Release(user.Id(), clock.GetUtcNow()), "case.released", user, db, clock, response, cancellation);
    }

    internal static async Task<IResult> Transfer(
        Guid id, TransferRequest request, ClaimsPrincipal user, PreExamDb db, IOptions<ReviewOptions> options, TimeProvider clock, HttpResponse response, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > 200)
            return Problems.Invalid(new FieldError("reason", "needed", "Say why in at most 200 characters."));
        var found = await db.Cases.VisibleTo(user).SingleOrDefaultAsync(c => c.Id == id, cancellation);
        if (found is null) return Problems.NotFound("case");
        var to = await db.Staff.SingleOrDefaultAsync(s => s.Id == request.To && s.Department == found.Department && s.DisabledAt == null, cancellation);
        if (to is null || !to.Roles.Contains(Caller.Caseworker)) return Problems.Invalid(new FieldError("to", "no_caseworker", "Not a caseworker of this department."));

        var from = found.HeldBy;
        var moved = found.TakeOver(to.Id, options.Value.Lease, clock.GetUtcNow());
        return await Hold(found, moved, "case.takenOver", user, db, clock, response, cancellation, new { from, to = to.Id, reason = request.Reason });
    }

    private static async Task<IResult> Hold(
        Case found, Transition transition, string action, ClaimsPrincipal user, PreExamDb db, TimeProvider clock, HttpResponse response,
        CancellationToken cancellation, object? detail = null)
    {
        if (transition.Refusal is { } refusal) return Problems.From(refusal);
        db.Record(found, transition.Events);
        db.Note(user, action, "case", found.Id, clock.GetUtcNow(), detail);
        await db.SaveChangesAsync(cancellation);
        response.Headers.ETag = new ETag(found.Version).ToString();
        return TypedResults.Ok(new HoldResponse(found.Id, found.Number, found.State, found.HeldBy, found.HeldUntil));
    }
}
