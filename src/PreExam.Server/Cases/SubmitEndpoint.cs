using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PreExam.Domain.Cases;
using PreExam.Domain.Checks;
using PreExam.Persistence;
using PreExam.Persistence.Keys;
using PreExam.Server.Accounts;
using PreExam.Server.Platform;

namespace PreExam.Server.Cases;

/// <summary>The findings of a submission in full, with the applicant's explanations, as the caseworker reads them.</summary>
/// <param name="Findings">Open findings.</param>
/// <param name="Explanations">By finding id.</param>
public sealed record SubmissionReport(IReadOnlyList<Finding> Findings, IReadOnlyDictionary<string, string> Explanations)
{
    /// <summary>Where the report is sealed.</summary>
    public const string Column = "case.report";
}

internal static class SubmitEndpoint
{
    public static void MapSubmit(this IEndpointRouteBuilder api)
    {
        api.MapPost("/cases/{id:guid}/check", Check).WithName("CheckCase").WithSummary("Runs all checks; changes nothing.")
            .Produces<CheckResponse>().ProducesProblem(404).RequireAuthorization(Caller.Applicant);
        api.MapPost("/cases/{id:guid}/submit", Submit).WithName("SubmitCase")
            .WithSummary("Hands in a round: freezes the pages and starts the promise of an answer.")
            .Produces<CaseView>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(422).ProducesProblem(428)
            .RequireAuthorization(Caller.Applicant)
            .AddEndpointFilter(WaitForPages) // before the key's transaction: workers must be able to write meanwhile
            .RequireIdempotencyKey();
    }

    internal static async Task<IResult> Check(
        Guid id, ClaimsPrincipal user, PreExamDb db, CaseFactsReader facts, CaseVault vault, CancellationToken cancellation)
    {
        var found = await db.FindOwn(id, user, cancellation);
        if (found is null) return Problems.NotFound("case");
        var dossier = await facts.Read(found, cancellation);
        var report = dossier.Check();
        var explained = vault.Explanations(found);
        return TypedResults.Ok(new CheckResponse(
            report.Open.Any(f => f.Result == CheckResult.Failed) ? CheckResult.Failed : report.Open.Any() ? CheckResult.Undetermined : CheckResult.Passed,
            [.. report.Open.OrderBy(f => f.Severity)],
            [.. report.Open.Where(f => explained.ContainsKey(f.Id)).Select(f => f.Id)],
            found.IsApplicantsTurn && Standing(report, explained).Count == 0));
    }

    internal static async Task<IResult> Submit(
        Guid id, [FromHeader(Name = "If-Match")] ETag? expected, ClaimsPrincipal user, PreExamDb db, CaseFactsReader facts, CaseVault vault, CaseViews views,
        SubmissionPages submission, Calendars calendars, FieldCipher cipher, TimeProvider clock, HttpResponse response, CancellationToken cancellation)
    {
        if (expected is null) return Problems.VersionMissing();
        var found = await db.FindOwn(id, user, cancellation);
        if (found is null) return Problems.NotFound("case");
        if (found.Version != expected.Value.Version) return Problems.Changed(found.Version);
        if (!found.IsApplicantsTurn) return Problems.Of("case_not_editable");

        var dossier = await facts.Read(found, cancellation);
        if (IdentityNeeds.Missing(user, dossier.Matter.Matter.SubmitLevel) is { } level) return Problems.From(level);
        var slots = dossier.ToJudge();
        dossier = dossier with { Pages = [.. dossier.Pages.Where(p => slots.Contains(p.Slot))] }; // what is not asked for is not handed in
        if (await ConsentGate.Missing(db, user.Id(), dossier.Touched(), cancellation) is { } consent) return Problems.From(consent);
        if (submission.Unready(dossier.Pages) is { } unready) return unready;
        if (await submission.Damaged(dossier.Pages, cancellation) is { } damaged) return Problems.From(damaged);

        var now = clock.GetUtcNow();
        var report = dossier.Check();
        var explanations = vault.Explanations(found);
        var calendar = await calendars.Current(db, cancellation);
        var promise = CaseClocks.Promise(id, dossier.Matter, now, calendar);
        var sealedReport = cipher.Protect(SubmissionReport.Column, JsonSerializer.Serialize(new SubmissionReport([.. report.Open], explanations), Wire.Json));
        var transition = found.Submit(
            [.. dossier.Pages.Select(p => new ReceiptPage(p.Id, p.Slot, p.Sha256, p.Bytes))],
            [.. report.Open.Select(f => new FrozenFinding(f.Id, JsonNamingPolicy.CamelCase.ConvertName(f.Severity.ToString()), f.Target.Slot))],
            Standing(report, explanations),
            slots,
            promise.DueAt, now, sealedReport);
        if (transition.Refusal is { } refusal) return Refused(refusal, report);

        await db.CaseWasSubmitted(found, promise, calendar, now, cancellation);
        db.Record(found, transition.Events);
        await db.SaveChangesAsync(cancellation);
        response.Headers.ETag = new ETag(found.Version).ToString();
        return TypedResults.Ok(await views.Of(found, cancellation));
    }

    private static async ValueTask<object?> WaitForPages(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var http = invocation.HttpContext;
        if (Guid.TryParse((string?)http.GetRouteValue("id"), out var id))
            await http.RequestServices.GetRequiredService<SubmissionPages>().Wait(id, http.User, http.RequestAborted);
        return await next(invocation);
    }

    /// <summary>A phone shows what stands against submitting without asking once more.</summary>
    private static ProblemHttpResult Refused(Refusal refusal, CheckReport report)
    {
        var problem = Problems.From(refusal);
        if (refusal.Code == "case_has_findings") problem.ProblemDetails.Extensions["findings"] = report.Open.OrderBy(f => f.Severity).ToList();
        return problem;
    }

    /// <summary>What stops a submission: every blocker, and every warning without an explanation.</summary>
    private static List<string> Standing(CheckReport report, IReadOnlyDictionary<string, string> explanations) =>
        [.. report.Blockers.Select(f => f.Id), .. report.ToExplain.Select(f => f.Id).Where(f => !explanations.ContainsKey(f))];
}
