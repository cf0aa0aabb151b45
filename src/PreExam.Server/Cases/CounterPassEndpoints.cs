using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PreExam.Domain.Cases;
using PreExam.Domain.Matters;
using PreExam.Persistence;
using PreExam.Persistence.Cases;
using PreExam.Server.Accounts;
using PreExam.Server.Audit;
using PreExam.Server.Platform;
using QRCoder;

namespace PreExam.Server.Cases;

/// <summary>A code to show at the counter.</summary>
/// <param name="Code">The code in the QR picture; worthless after <paramref name="ExpiresAt"/>.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="QrSvg">The QR picture as SVG.</param>
/// <param name="QrPng">The same as PNG in base64, for phones that show no SVG.</param>
public sealed record CounterPassView(string Code, DateTimeOffset ExpiresAt, string QrSvg, string QrPng);

/// <summary>What the clerk scanned.</summary>
/// <param name="Code">The code.</param>
public sealed record OpenCounterPassRequest(string Code);

/// <summary>What was checked beforehand, for the counter: no page is asked for twice.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Number">Its number.</param>
/// <param name="Matter">The matter.</param>
/// <param name="ApplicantName">Masked name, to compare with the card.</param>
/// <param name="PassedAt">When it passed.</param>
/// <param name="ValidUntil">Last day.</param>
/// <param name="Materials">Each material with its outcome and the hashes of its pages.</param>
public sealed record OpenedCounterPass(
    Guid CaseId, string Number, LocalText Matter, string? ApplicantName, DateTimeOffset PassedAt, DateOnly? ValidUntil, IReadOnlyList<CheckedMaterial> Materials);

/// <summary>One checked material.</summary>
/// <param name="Slot">Id within the matter.</param>
/// <param name="Name">What it is.</param>
/// <param name="Outcome">The caseworker's verdict.</param>
/// <param name="PageHashes">SHA-256 of each page as the phone sent it.</param>
public sealed record CheckedMaterial(string Slot, LocalText Name, VerdictOutcome? Outcome, IReadOnlyList<string> PageHashes);

internal static class CounterPassEndpoints
{
    public static void MapCounterPass(this IEndpointRouteBuilder api, IEndpointRouteBuilder staff)
    {
        api.MapGet("/cases/{id:guid}/counter-pass", Issue).WithName("IssueCounterPass").WithSummary("A short-lived code for the counter, after passing.")
            .Produces<CounterPassView>().ProducesProblem(404).ProducesProblem(409).RequireAuthorization(Caller.Applicant);
        staff.MapPost("/counter-passes/open", Open).WithName("OpenCounterPass").WithSummary("A window clerk opens what was checked; audited.")
            .Produces<OpenedCounterPass>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(410).RequireAuthorization(Caller.WindowClerk);
    }

    internal static async Task<IResult> Issue(
        Guid id, ClaimsPrincipal user, PreExamDb db, IOptions<CaseOptions> options, TimeProvider clock, HttpResponse response, CancellationToken cancellation)
    {
        var found = await db.FindOwn(id, user, cancellation);
        if (found is null) return Problems.NotFound("case");
        if (!IsOpenable(found)) return Problems.Of("case_not_passed");
        var now = clock.GetUtcNow();
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
        var pass = new CounterPass { CaseId = id, CodeHash = Hash(code), IssuedAt = now, ExpiresAt = now + options.Value.CounterPassLife };
        db.CounterPasses.Add(pass);
        db.Note(user, "counterPass.issued", "case", id, now);
        await db.SaveChangesAsync(cancellation);
        using var data = QRCodeGenerator.GenerateQrCode(code, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(data);
        using var png = new PngByteQRCode(data);
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new CounterPassView(code, pass.ExpiresAt, picture.GetGraphic(4), Convert.ToBase64String(png.GetGraphic(8))));
    }

    internal static async Task<IResult> Open(
        OpenCounterPassRequest request, ClaimsPrincipal user, PreExamDb db, CaseFactsReader facts, PersonReader people, TimeProvider clock, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(request.Code) || request.Code.Length > 100) return Problems.Invalid(new FieldError("code", "needed", "The code from the QR picture."));
        var now = clock.GetUtcNow();
        var hash = Hash(request.Code.Trim());
        var pass = await db.CounterPasses.AsNoTracking().SingleOrDefaultAsync(p => p.CodeHash == hash, cancellation);
        if (pass is null) return Problems.Of("counter_pass_unknown");
        if (pass.ExpiresAt <= now) return Problems.Of("counter_pass_expired");
        var found = await db.Cases.AsNoTracking().SingleAsync(c => c.Id == pass.CaseId, cancellation);
        if (!IsOpenable(found)) return Problems.Of("counter_pass_unknown");

        var dossier = await facts.Read(found, cancellation);
        var passed = found.Rounds.Last(r => r.Feedback is not null);
        var applicant = await db.People.AsNoTracking().SingleAsync(p => p.Id == found.ApplicantId, cancellation);
        db.Note(user, "counterPass.opened", "case", found.Id, now);
        await db.SaveChangesAsync(cancellation);
        return TypedResults.Ok(new OpenedCounterPass(
            found.Id, found.Number, dossier.Matter.Matter.Name, people.MaskedName(applicant), passed.Feedback!.GivenAt, found.LapsesOn,
            [.. passed.Feedback.Verdicts.Select(v => new CheckedMaterial(
                v.Key, dossier.Matter.FindMaterial(v.Key)?.Name ?? new LocalText("申请表", "Application form"), v.Value.Outcome,
                [.. passed.Pages.Where(p => p.Slot == v.Key).Select(p => p.Sha256)]))]));
    }

    /// <summary>Also after a hand-over at the counter: the papers are shown there.</summary>
    private static bool IsOpenable(Case found) => found.State is CaseState.Passed or CaseState.HandedOver;

    private static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}
