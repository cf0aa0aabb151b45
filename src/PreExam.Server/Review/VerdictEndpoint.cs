using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PreExam.Domain.Cases;
using PreExam.Persistence;
using PreExam.Server.Audit;
using PreExam.Server.Catalogue;
using PreExam.Server.Platform;

namespace PreExam.Server.Review;

/// <summary>One reason of a verdict.</summary>
/// <param name="Code">Template code.</param>
/// <param name="Blanks">Every blank of the template; null is told as empty.</param>
public sealed record ReasonRequest(string Code, IReadOnlyDictionary<string, string?> Blanks);

/// <summary>A caseworker's verdict on one material.</summary>
/// <param name="Outcome">accepted, rejected, notNeeded or deferred.</param>
/// <param name="Reasons">Needed when rejected, unless own words say why.</param>
/// <param name="OwnWords">To the applicant, at most 500 characters.</param>
/// <param name="Marks">Shapes on pages of this material.</param>
/// <param name="Targets">Page ids or form fields that the objection names; none means the whole material.</param>
/// <param name="DeferredUntil">When deferred: last day, within a year.</param>
/// <param name="LateReason">Why something already visible in an earlier round is told only now.</param>
public sealed record VerdictRequest(
    VerdictOutcome Outcome, IReadOnlyList<ReasonRequest>? Reasons = null, string? OwnWords = null, IReadOnlyList<Mark>? Marks = null,
    IReadOnlyList<string>? Targets = null, DateOnly? DeferredUntil = null, string? LateReason = null);

/// <summary>The verdict as it stands.</summary>
/// <param name="Slot">The material.</param>
/// <param name="Verdict">What was said.</param>
/// <param name="Silent">Slots that still lack a verdict.</param>
public sealed record VerdictResponse(string Slot, Verdict Verdict, IReadOnlyList<string> Silent);

internal static class VerdictEndpoint
{
    public static void MapVerdict(this IEndpointRouteBuilder staff) => staff
        .MapPut("/cases/{id:guid}/materials/{slot}/verdict", Give)
        .WithName("GiveVerdict")
        .WithSummary("Sets the verdict on one material, or on the typed form (slot form).")
        .Produces<VerdictResponse>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(422).ProducesProblem(428)
        .RequireAuthorization(Caller.Caseworker);

    internal static async Task<IResult> Give(
        Guid id, string slot, VerdictRequest request, [FromHeader(Name = "If-Match")] ETag? expected,
        ClaimsPrincipal user, PreExamDb db, MatterCatalogue catalogue, IOptions<ReviewOptions> options, TimeProvider clock, HttpResponse response, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var (found, problem) = await db.ForChange(id, expected, user, now, cancellation);
        if (found is null) return problem!;
        if (found.FindMaterial(slot) is not { } material) return Problems.From(new Refusal("slot_unknown", slot));

        var version = await catalogue.Find(found.MatterCode, found.MatterVersion, cancellation)
            ?? throw new InvalidOperationException("The pinned version of the matter is missing.");
        var pages = await db.Pages.AsNoTracking().Where(p => p.CaseId == id && p.Slot == slot && p.RemovedAt == null)
            .Select(p => new { p.Id, p.AddedInRound }).ToListAsync(cancellation);

        var errors = new List<FieldError>();
        string[] known = slot == Material.FormSlot
            ? [.. version.Matter.Form.Select(f => f.Id)]
            : [.. pages.Select(p => p.Id.ToString()), .. version.FindMaterial(slot)?.Fields.Select(f => f.Id) ?? []];
        var reasons = (request.Reasons ?? []).Select((r, i) => ReasonTemplates.Shipped.Fill(r.Code, r.Blanks, $"reasons[{i}]", errors)).ToList();
        CheckRest(request, known, [.. pages.Select(p => p.Id)], now, errors);
        if (errors.Count > 0) return Problems.Invalid([.. errors]);

        string[] changed =
        [
            .. pages.Where(p => p.AddedInRound == found.Round).Select(p => p.Id.ToString()),
            .. material.ChangedInRound == found.Round ? material.ChangedFields : [],
        ];
        var verdict = new Verdict(
            request.Outcome, [.. reasons.OfType<VerdictReason>()], request.OwnWords?.Trim(), request.Marks ?? [], request.Targets ?? [],
            request.Outcome == VerdictOutcome.Deferred ? request.DeferredUntil : null, request.LateReason?.Trim());
        var refusal = found.GiveVerdict(slot, verdict, version.FindMaterial(slot)?.Tolerable ?? false, changed, user.Id(), options.Value.Lease, now);
        if (refusal is not null) return Problems.From(refusal);

        db.Note(user, "verdict.given", "case", id, now, new { slot, outcome = request.Outcome, round = found.Round, isLate = material.Verdict!.IsLate });
        await db.SaveChangesAsync(cancellation);
        response.Headers.ETag = new ETag(found.Version).ToString();
        return TypedResults.Ok(new VerdictResponse(
            slot, material.Verdict, [.. found.Materials.Where(m => m.Verdict is null).Select(m => m.Slot)]));
    }

    private static void CheckRest(VerdictRequest request, string[] targets, Guid[] pages, DateTimeOffset now, List<FieldError> errors)
    {
        if (request.OwnWords is { Length: > 500 }) errors.Add(new FieldError("ownWords", "too_long", "At most 500 characters."));
        if (request.LateReason is { Length: > 500 }) errors.Add(new FieldError("lateReason", "too_long", "At most 500 characters."));
        if (request.Reasons is { Count: > 20 }) errors.Add(new FieldError("reasons", "too_many", "At most 20."));
        if (request.Marks is { Count: > 50 }) errors.Add(new FieldError("marks", "too_many", "At most 50."));
        if (request.Targets is { Count: > 50 }) errors.Add(new FieldError("targets", "too_many", "At most 50."));
        for (var i = 0; i < (request.Targets?.Count ?? 0); i++)
        {
            if (!targets.Contains(request.Targets![i])) errors.Add(new FieldError($"targets[{i}]", "unknown", "Neither a page of this material nor one of its fields."));
        }

        for (var i = 0; i < (request.Marks?.Count ?? 0); i++)
        {
            var mark = request.Marks![i];
            if (!pages.Contains(mark.PageId)) errors.Add(new FieldError($"marks[{i}].pageId", "unknown", "Not a page of this material."));
            if (!IsInside(mark)) errors.Add(new FieldError($"marks[{i}]", "outside", "A mark lies inside the page, in shares 0 to 1."));
            if (mark.Note is { Length: > 100 }) errors.Add(new FieldError($"marks[{i}].note", "too_long", "At most 100 characters."));
        }

        if (DayToCome.Fault(request.DeferredUntil, "deferredUntil", now) is { } fault) errors.Add(fault);
    }

    private static bool IsInside(Mark mark) =>
        mark is { X: >= 0 and <= 1, Y: >= 0 and <= 1, Width: > 0 and <= 1, Height: > 0 and <= 1 } && mark.X + mark.Width <= 1.000001 && mark.Y + mark.Height <= 1.000001;
}
