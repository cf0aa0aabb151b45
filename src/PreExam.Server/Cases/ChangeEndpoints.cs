using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using PreExam.Domain.Cases;
using PreExam.Domain.Checks;
using PreExam.Domain.Matters;
using PreExam.Domain.Time;
using PreExam.Persistence;
using PreExam.Server.Accounts;
using PreExam.Server.Catalogue;
using PreExam.Server.Platform;

namespace PreExam.Server.Cases;

/// <summary>Answers to the matter's situations.</summary>
/// <param name="Answers">Chosen values by question; replaces all.</param>
public sealed record AnswersRequest(IReadOnlyDictionary<string, IReadOnlyList<string>> Answers);

/// <summary>Typed values.</summary>
/// <param name="Fields">By field id; replaces all, blank or null is none. Dates as yyyy-MM-dd, or long-term where allowed.</param>
public sealed record FieldsRequest(IReadOnlyDictionary<string, string?> Fields);

/// <summary>Why a material can't be provided.</summary>
/// <param name="Reason">At most 500 characters; null takes it back.</param>
public sealed record UnavailableRequest(string? Reason = null);

/// <summary>The applicant's explanation of a finding.</summary>
/// <param name="Text">At most 500 characters; null takes it back.</param>
public sealed record ExplanationRequest(string? Text = null);

internal static class ChangeEndpoints
{
    private const int LongestText = 500;

    public static void MapCaseChanges(this IEndpointRouteBuilder api)
    {
        Describe(api.MapPut("/cases/{id:guid}/answers", SetAnswers), "SetAnswers", "Replaces the answers to the situations.");
        Describe(api.MapPut("/cases/{id:guid}/fields", SetFields), "SetFields", "Replaces what was typed into the form.");
        Describe(api.MapPut("/cases/{id:guid}/materials/{slot}/fields", SetTyped), "SetMaterialFields", "Replaces what was typed off one paper.");
        Describe(api.MapPut("/cases/{id:guid}/materials/{slot}/unavailable", SetUnavailable), "SetUnavailable", "Says why a material can't be provided; it goes to the caseworker.");
        Describe(api.MapPut("/cases/{id:guid}/findings/{finding}/explanation", Explain), "ExplainFinding", "Explains a warning; the explanation stands beside it for the caseworker.");
    }

    internal static Task<IResult> SetAnswers(
        Guid id, AnswersRequest request, [FromHeader(Name = "If-Match")] ETag? expected, ClaimsPrincipal user, CaseChange change, TimeProvider clock, CancellationToken cancellation) =>
        change.Run(id, expected, user, (found, matter) =>
        {
            var wrong = matter.FindWrongAnswers(request.Answers);
            return wrong.Count > 0
                ? Problems.Invalid([.. wrong.Select(q => new FieldError($"answers.{q}", "not_an_option", "No such question, or not among its options."))])
                : Refused(found.SetAnswers(request.Answers, clock.GetUtcNow()));
        }, cancellation);

    internal static Task<IResult> SetFields(
        Guid id, FieldsRequest request, [FromHeader(Name = "If-Match")] ETag? expected, ClaimsPrincipal user, PreExamDb db, CaseChange change, CaseVault vault, TimeProvider clock, CancellationToken cancellation) =>
        change.RunAsync(id, expected, user, async (found, matter) =>
        {
            var values = Clean(request.Fields);
            if (Check(values, matter.Matter.Form, clock) is { Count: > 0 } errors) return Problems.Invalid(errors);
            var touched = matter.Matter.Form.Where(f => values.ContainsKey(f.Id)).Select(f => f.Sensitivity);
            if (values.Count > 0 && await ConsentGate.Missing(db, user.Id(), touched, cancellation) is { } missing) return Problems.From(missing);
            return Refused(found.SetFields(vault.SealFields(values), Changed(vault.Fields(found), values), clock.GetUtcNow()));
        }, cancellation);

    internal static Task<IResult> SetTyped(
        Guid id, string slot, FieldsRequest request, [FromHeader(Name = "If-Match")] ETag? expected, ClaimsPrincipal user, PreExamDb db, CaseChange change, CaseVault vault, TimeProvider clock, CancellationToken cancellation) =>
        change.RunAsync(id, expected, user, async (found, matter) =>
        {
            if (matter.FindMaterial(slot) is not { } requirement) return Problems.Of("slot_unknown", [slot]);
            var values = Clean(request.Fields);
            if (Check(values, requirement.Fields, clock) is { Count: > 0 } errors) return Problems.Invalid(errors);
            if (values.Count > 0 && await ConsentGate.Missing(db, user.Id(), [requirement.Sensitivity], cancellation) is { } missing) return Problems.From(missing);
            var changed = Changed(vault.Typed(found.FindMaterial(slot)), values);
            return Refused(found.SetTypedFields(slot, vault.SealTyped(values), changed, clock.GetUtcNow()));
        }, cancellation);

    internal static Task<IResult> SetUnavailable(
        Guid id, string slot, UnavailableRequest request, [FromHeader(Name = "If-Match")] ETag? expected, ClaimsPrincipal user, CaseChange change, CaseVault vault, TimeProvider clock, CancellationToken cancellation) =>
        change.Run(id, expected, user, (found, matter) =>
        {
            if (matter.FindMaterial(slot) is null) return Problems.Of("slot_unknown", [slot]);
            if (IsBadText(request.Reason)) return Problems.Invalid(new FieldError("reason", "length", "1 to 500 characters, or null."));
            return Refused(found.SetUnavailable(slot, vault.SealUnavailable(request.Reason?.Trim()), clock.GetUtcNow()));
        }, cancellation);

    internal static Task<IResult> Explain(
        Guid id, string finding, ExplanationRequest request, [FromHeader(Name = "If-Match")] ETag? expected, ClaimsPrincipal user, CaseChange change, CaseVault vault, CaseFactsReader facts, TimeProvider clock, CancellationToken cancellation) =>
        change.RunAsync(id, expected, user, async (found, _) =>
        {
            if (IsBadText(request.Text)) return Problems.Invalid(new FieldError("text", "length", "1 to 500 characters, or null."));
            var open = (await facts.Read(found, cancellation)).Check().Open.ToDictionary(f => f.Id);
            if (!open.TryGetValue(finding, out var explained)) return Problems.NotFound("finding");
            if (explained is not { Severity: Severity.Warning, Result: CheckResult.Failed }) return Problems.Of("finding_not_explainable", [finding]);

            // What no longer stands needs no words any more.
            var explanations = vault.Explanations(found).Where(e => open.ContainsKey(e.Key)).ToDictionary();
            if (request.Text is { } text) explanations[finding] = text.Trim();
            else explanations.Remove(finding);
            return Refused(found.SetExplanations(vault.SealExplanations(explanations), clock.GetUtcNow()));
        }, cancellation);

    private static void Describe(RouteHandlerBuilder route, string name, string summary) => route.WithName(name).WithSummary(summary)
        .Produces<CaseView>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428)
        .RequireAuthorization(Caller.Applicant);

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult? Refused(Refusal? refusal) => refusal is null ? null : Problems.From(refusal);

    private static bool IsBadText(string? text) => text is not null && (string.IsNullOrWhiteSpace(text) || text.Length > LongestText);

    private static Dictionary<string, string> Clean(IReadOnlyDictionary<string, string?> fields) => fields
        .Where(f => !string.IsNullOrWhiteSpace(f.Value))
        .ToDictionary(f => f.Key, f => f.Value!.Trim(), StringComparer.Ordinal);

    private static string[] Changed(IReadOnlyDictionary<string, string> before, Dictionary<string, string> values) =>
        [.. values.Keys.Union(before.Keys).Where(f => values.GetValueOrDefault(f) != before.GetValueOrDefault(f))];

    // Emptiness is no fault here: whether a field is needed follows from the answers, and the check says so.
    private static List<FieldError> Check(Dictionary<string, string> given, IReadOnlyList<InputField> fields, TimeProvider clock)
    {
        var errors = new List<FieldError>();
        var today = WorkingCalendar.DayOf(clock.GetUtcNow());
        foreach (var (id, value) in given)
        {
            if (fields.FirstOrDefault(f => f.Id == id) is not { } field) errors.Add(new FieldError($"fields.{Shown(id)}", "unknown", "There is no such field."));
            else if (FieldFault.Find(field, value, today) is { } fault) errors.Add(new FieldError($"fields.{id}", fault.Code, $"{fault.Message.Zh} ({fault.Message.En})"));
        }

        return errors;
    }

    // A made-up name may be long, or hold what somebody pasted by mistake.
    private static string Shown(string field) => field.Length <= 40 && field.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_') ? field : "?";
}

/// <summary>The common way of a change by the applicant: own case, expected version, change, save, show.</summary>
internal sealed class CaseChange(PreExamDb db, MatterCatalogue catalogue, CaseViews views, IHttpContextAccessor http)
{
    public Task<IResult> Run(
        Guid id, ETag? expected, ClaimsPrincipal user, Func<Case, MatterVersion, IResult?> change, CancellationToken cancellation) =>
        RunAsync(id, expected, user, (found, matter) => Task.FromResult(change(found, matter)), cancellation);

    public async Task<IResult> RunAsync(
        Guid id, ETag? expected, ClaimsPrincipal user, Func<Case, MatterVersion, Task<IResult?>> change, CancellationToken cancellation)
    {
        if (expected is null) return Problems.VersionMissing();
        var found = await db.FindOwn(id, user, cancellation);
        if (found is null) return Problems.NotFound("case");
        if (found.Version != expected.Value.Version) return Problems.Changed(found.Version);
        var matter = await catalogue.Find(found.MatterCode, found.MatterVersion, cancellation)
            ?? throw new InvalidOperationException("The pinned version of the matter is missing.");
        if (await change(found, matter) is { } problem) return problem;
        await db.SaveChangesAsync(cancellation);
        http.HttpContext!.Response.Headers.ETag = new ETag(found.Version).ToString();
        return TypedResults.Ok(await views.Of(found, cancellation));
    }
}
