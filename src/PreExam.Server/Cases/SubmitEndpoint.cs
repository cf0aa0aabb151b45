using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PreExam.Domain.Cases;
using PreExam.Domain.Checks;
using PreExam.Domain.Time;
using PreExam.Persistence;
using PreExam.Persistence.Blobs;
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
            .RequireAuthorization(Caller.Applicant).RequireIdempotencyKey();
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
            [.. report.Open.OrderBy(f => f.Severity)],
            [.. report.Open.Where(f => explained.ContainsKey(f.Id)).Select(f => f.Id)],
            found.IsApplicantsTurn && Standing(report, explained).Count == 0));
    }

    internal static async Task<IResult> Submit(
        Guid id, [FromHeader(Name = "If-Match")] ETag? expected, ClaimsPrincipal user, PreExamDb db, CaseFactsReader facts, CaseVault vault, CaseViews views,
        Calendars calendars, IBlobStore blobs, FieldCipher cipher, IOptions<CaseOptions> options, TimeProvider clock, HttpResponse response, CancellationToken cancellation)
    {
        if (expected is null) return Problems.VersionMissing();
        var found = await db.FindOwn(id, user, cancellation);
        if (found is null) return Problems.NotFound("case");
        if (found.Version != expected.Value.Version) return Problems.Changed(found.Version);
        if (!found.IsApplicantsTurn) return Problems.Of("case_not_editable");

        var dossier = await facts.Read(found, cancellation);
        if (IdentityNeeds.Missing(user, dossier.Matter.Matter.SubmitLevel) is { } level) return Problems.From(level);
        if (await ConsentGate.Missing(db, user.Id(), Array.Empty<string>(), cancellation) is { } consent) return Problems.From(consent);

        var begun = clock.GetTimestamp();
        while (Pending(dossier, clock) is { Length: > 0 } pending)
        {
            if (clock.GetElapsedTime(begun) >= options.Value.WaitForPages) return Problems.Of("pages_not_ready", pending);
            await Task.Delay(TimeSpan.FromMilliseconds(250), clock, cancellation);
            dossier = await facts.Read(found, cancellation);
        }

        string[] damaged = await Damaged(dossier, blobs, cancellation);
        if (damaged.Length > 0) return Problems.Of("page_damaged", damaged);

        var now = clock.GetUtcNow();
        var report = dossier.Check();
        var explanations = vault.Explanations(found);
        var calendar = await calendars.Current(db, cancellation);
        var promise = ServiceClock.Start(ClockKind.PreExamPromise, found.Id, TimeLimit.Of(dossier.Matter.Matter.Limits.PreExam), now, calendar);
        var isFirst = found.FirstSubmittedAt is null;
        var sealedReport = cipher.Protect(SubmissionReport.Column, JsonSerializer.Serialize(new SubmissionReport([.. report.Open], explanations), Wire.Json));
        var transition = found.Submit(
            [.. dossier.Pages.Select(p => new ReceiptPage(p.Id, p.Slot, p.Sha256, p.Bytes))],
            [.. report.Open.Select(f => new FrozenFinding(f.Id, f.Severity.ToString(), f.Target.Slot))],
            Standing(report, explanations),
            AskedSlots(dossier),
            promise.DueAt, now, sealedReport);
        if (transition.Refusal is { } refusal) return Problems.From(refusal);

        foreach (var running in await db.Clocks.Where(k => k.SubjectId == id && k.StoppedAt == null && k.Kind != ClockKind.FiveDayGuard).ToListAsync(cancellation))
            running.Stop(now);
        db.Clocks.Add(promise);
        if (isFirst) db.Clocks.Add(ServiceClock.StartFiveDayGuard(found.Id, now, calendar));
        db.Record(found, transition.Events);
        await db.SaveChangesAsync(cancellation);
        response.Headers.ETag = new ETag(found.Version).ToString();
        return TypedResults.Ok(await views.Of(found, cancellation));
    }

    /// <summary>What stops a submission: every blocker, and every warning without an explanation.</summary>
    private static List<string> Standing(CheckReport report, IReadOnlyDictionary<string, string> explanations) =>
        [.. report.Blockers.Select(f => f.Id), .. report.ToExplain.Select(f => f.Id).Where(f => !explanations.ContainsKey(f))];

    private static string[] Pending(CaseDossier dossier, TimeProvider clock)
    {
        var patience = clock.GetUtcNow() - CaseFactsReader.PatienceWithWorkers;
        return [.. dossier.Pages.Where(p => p.State == PageState.Received && p.UploadedAt > patience).Select(p => p.Id.ToString())];
    }

    private static async Task<string[]> Damaged(CaseDossier dossier, IBlobStore blobs, CancellationToken cancellation)
    {
        var damaged = new List<string>();
        foreach (var page in dossier.Pages)
        {
            if (page.HashMismatch || await blobs.FindLength(BlobKey.Parse(page.Blob), cancellation) != page.Bytes) damaged.Add(page.Id.ToString());
        }

        return [.. damaged];
    }

    private static string[] AskedSlots(CaseDossier dossier) =>
    [
        .. dossier.Matter.Matter.Form.Count > 0 ? [Material.FormSlot] : Array.Empty<string>(),
        .. dossier.Matter.RequirementsFor(dossier.Case.Answers).Materials
            .Where(m => (m.Required == Truth.Yes && !m.Requirement.Optional) || dossier.Pages.Any(p => p.Slot == m.Requirement.Slot))
            .Select(m => m.Requirement.Slot),
    ];
}
