using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PreExam.Domain.Cases;
using PreExam.Domain.Matters;
using PreExam.Persistence;
using PreExam.Server.Audit;
using PreExam.Server.Platform;

namespace PreExam.Server.Review;

/// <summary>The caseworker's complete answer.</summary>
/// <param name="Result">passed, returned or redirected.</param>
/// <param name="CorrectionUntil">When returned: last day, within a year; a rest day moves to the next working day; the matter's correction period when left out.</param>
/// <param name="RedirectedTo">When redirected: authority or matter, or that no licence is needed.</param>
/// <param name="Words">Words to the whole, at most 500 characters.</param>
public sealed record FeedbackRequest(FeedbackResult Result, DateOnly? CorrectionUntil = null, string? RedirectedTo = null, string? Words = null);

/// <summary>A scheduled answer.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="GivenAt">When the applicant gets it; until then it can be taken back.</param>
/// <param name="Preview">What the applicant will read.</param>
public sealed record FeedbackResponse(Guid CaseId, DateTimeOffset GivenAt, LocalText Preview);

/// <summary>An answer taken back, with its text kept.</summary>
/// <param name="Result">What was to be answered.</param>
/// <param name="CorrectionUntil">The correction period.</param>
/// <param name="RedirectedTo">Where to.</param>
/// <param name="Words">Words to the whole.</param>
/// <param name="HeldUntil">The hold goes on until then.</param>
public sealed record TakenBackResponse(FeedbackResult Result, DateOnly? CorrectionUntil, string? RedirectedTo, string? Words, DateTimeOffset? HeldUntil);

internal static class FeedbackEndpoint
{
    public static void MapFeedback(this IEndpointRouteBuilder staff)
    {
        staff.MapPost("/cases/{id:guid}/feedback", Schedule)
            .WithName("GiveFeedback")
            .WithSummary("Schedules the complete answer that ends the round; the phone sees it when it is given.")
            .Produces<FeedbackResponse>(202).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(422).ProducesProblem(428)
            .RequireAuthorization(Caller.Caseworker)
            .RequireIdempotencyKey();
        staff.MapGet("/cases/{id:guid}/feedback/preview", Preview)
            .WithName("PreviewFeedback")
            .WithSummary("Exactly what the applicant would read.")
            .ProducesProblem(400).ProducesProblem(404)
            .RequireAuthorization(Caller.Caseworker);
        staff.MapDelete("/cases/{id:guid}/feedback/scheduled", TakeBack)
            .WithName("TakeBackFeedback")
            .WithSummary("Takes a scheduled answer back before it is given; its text and the verdicts stay.")
            .Produces<TakenBackResponse>().ProducesProblem(404).ProducesProblem(409)
            .RequireAuthorization(Caller.Caseworker);
    }

    internal static async Task<IResult> Schedule(
        Guid id, FeedbackRequest request, [FromHeader(Name = "If-Match")] ETag? expected,
        ClaimsPrincipal user, PreExamDb db, FeedbackComposer composer, IOptions<ReviewOptions> options,
        TimeProvider clock, HttpResponse response, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (Errors(request, now) is { Count: > 0 } errors) return Problems.Invalid(errors);
        var (found, problem) = await db.ForChange(id, expected, user, now, cancellation);
        if (found is null) return problem!;

        var until = await composer.CorrectionUntil(found, request.Result, request.CorrectionUntil, cancellation);
        var transition = found.ScheduleFeedback(
            request.Result, until, request.RedirectedTo?.Trim(), request.Words?.Trim(), user.Id(), now + options.Value.TakeBack, now);
        if (transition.Refusal is { } refusal) return Problems.From(refusal);
        db.Record(found, transition.Events);
        db.Note(user, "feedback.scheduled", "case", found.Id, now, new { result = request.Result, round = found.Round });
        var preview = await composer.Preview(found, request.Result, until, request.RedirectedTo?.Trim(), request.Words?.Trim(), cancellation);
        await db.SaveChangesAsync(cancellation);
        response.Headers.ETag = new ETag(found.Version).ToString();
        return TypedResults.Accepted((string?)null, new FeedbackResponse(found.Id, found.Scheduled!.GivenAt, preview));
    }

    internal static async Task<Results<Ok<LocalText>, ProblemHttpResult>> Preview(
        Guid id, Word<FeedbackResult> result, DateOnly? correctionUntil, string? redirectedTo, string? words,
        ClaimsPrincipal user, PreExamDb db, FeedbackComposer composer, TimeProvider clock, CancellationToken cancellation)
    {
        var request = new FeedbackRequest(result.Value, correctionUntil, redirectedTo, words);
        if (Errors(request, clock.GetUtcNow()) is { Count: > 0 } errors) return Problems.Invalid(errors);
        var found = await db.Cases.AsNoTracking().VisibleTo(user).SingleOrDefaultAsync(c => c.Id == id, cancellation);
        if (found is null) return Problems.NotFound("case");
        var until = await composer.CorrectionUntil(found, result.Value, correctionUntil, cancellation);
        return TypedResults.Ok(await composer.Preview(found, result.Value, until, redirectedTo?.Trim(), words?.Trim(), cancellation));
    }

    internal static async Task<IResult> TakeBack(
        Guid id, ClaimsPrincipal user, PreExamDb db, IOptions<ReviewOptions> options, TimeProvider clock, HttpResponse response, CancellationToken cancellation)
    {
        var found = await db.Cases.VisibleTo(user).SingleOrDefaultAsync(c => c.Id == id, cancellation);
        if (found is null) return Problems.NotFound("case");
        var scheduled = found.Scheduled;
        var now = clock.GetUtcNow();
        var transition = found.TakeBackFeedback(user.Id(), options.Value.Lease, now);
        if (transition.Refusal is { } refusal) return Problems.From(refusal);
        db.Record(found, transition.Events);
        db.Note(user, "feedback.takenBack", "case", found.Id, now);
        await db.SaveChangesAsync(cancellation);
        response.Headers.ETag = new ETag(found.Version).ToString();
        return TypedResults.Ok(new TakenBackResponse(
            scheduled!.Result, scheduled.CorrectionUntil, scheduled.RedirectedTo, scheduled.Words, found.HeldUntil));
    }

    private static List<FieldError> Errors(FeedbackRequest request, DateTimeOffset now)
    {
        var errors = new List<FieldError>();
        if (request.Words is { Length: > 500 }) errors.Add(new FieldError("words", "too_long", "At most 500 characters."));
        if (request.RedirectedTo is { Length: > 200 }) errors.Add(new FieldError("redirectedTo", "too_long", "At most 200 characters."));
        if (DayToCome.Fault(request.CorrectionUntil, "correctionUntil", now) is { } fault) errors.Add(fault);
        return errors;
    }
}
