using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Persistence;
using PreExam.Server.Accounts;
using PreExam.Server.Audit;
using PreExam.Server.Platform;

namespace PreExam.Server.Cases;

/// <summary>How a passed case goes on.</summary>
/// <param name="Mode">online, post or counter.</param>
public sealed record HandOverRequest(HandOverMode Mode);

internal static class EndEndpoints
{
    public static void MapCaseEnds(this IEndpointRouteBuilder api)
    {
        Describe(api.MapPost("/cases/{id:guid}/withdraw", Withdraw), "WithdrawCase", "Gives the case up, any time before the hand-over.").RequireIdempotencyKey();
        Describe(api.MapPost("/cases/{id:guid}/hand-over", HandOver), "HandOverCase", "Sends a passed case on to the department that decides.")
            .RequireLevel(Domain.People.IdentityLevel.RealName).RequireIdempotencyKey();
    }

    internal static Task<IResult> Withdraw(
        Guid id, [FromHeader(Name = "If-Match")] ETag? expected, ClaimsPrincipal user, PreExamDb db, CaseViews views, TimeProvider clock, HttpResponse response, CancellationToken cancellation) =>
        End(id, expected, user, db, views, clock, response, "case.withdrawn", (found, now) => found.Withdraw(now), cancellation);

    internal static Task<IResult> HandOver(
        Guid id, HandOverRequest request, [FromHeader(Name = "If-Match")] ETag? expected, ClaimsPrincipal user, PreExamDb db, CaseViews views, TimeProvider clock, HttpResponse response, CancellationToken cancellation) =>
        End(id, expected, user, db, views, clock, response, "case.handedOver", (found, now) => found.HandOver(request.Mode, now), cancellation);

    private static async Task<IResult> End(
        Guid id, ETag? expected, ClaimsPrincipal user, PreExamDb db, CaseViews views, TimeProvider clock, HttpResponse response, string action,
        Func<Case, DateTimeOffset, Transition> transition, CancellationToken cancellation)
    {
        if (expected is null) return Problems.VersionMissing();
        var found = await db.FindOwn(id, user, cancellation);
        if (found is null) return Problems.NotFound("case");
        if (found.Version != expected.Value.Version) return Problems.Changed(found.Version);
        var now = clock.GetUtcNow();
        var (events, refusal) = transition(found, now);
        if (refusal is not null) return Problems.From(refusal);
        await db.StopClocks(id, now, cancellation);
        db.Record(found, events);
        db.Note(user, action, "case", id, now);
        await db.SaveChangesAsync(cancellation);
        response.Headers.ETag = new ETag(found.Version).ToString();
        return TypedResults.Ok(await views.Of(found, cancellation));
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route, string name, string summary) => route.WithName(name).WithSummary(summary)
        .Produces<CaseView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428)
        .RequireAuthorization(Caller.Applicant);
}
