using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Domain.Checks;
using PreExam.Domain.Time;
using PreExam.Persistence;
using PreExam.Persistence.Keys;
using PreExam.Server.Accounts;
using PreExam.Server.Audit;
using PreExam.Server.Cases;
using PreExam.Server.Platform;

namespace PreExam.Server.Review;

/// <summary>Who files: what a caseworker needs to compare with the papers and to call back.</summary>
/// <param name="Name">Name.</param>
/// <param name="IdNumber">Masked identity number.</param>
/// <param name="Phone">Masked telephone number.</param>
public sealed record ApplicantView(string? Name, string? IdNumber, string? Phone);

/// <summary>A finding of the submission with the applicant's explanation.</summary>
/// <param name="Finding">What the check found.</param>
/// <param name="Explanation">What the applicant says to it, or null.</param>
public sealed record ExplainedFinding(Finding Finding, string? Explanation);

/// <summary>One clock of the case.</summary>
/// <param name="Kind">Which limit.</param>
/// <param name="DueAt">When it runs out.</param>
/// <param name="Signal">none, warning, yellow or red.</param>
public sealed record ClockView(ClockKind Kind, DateTimeOffset DueAt, ClockSignal Signal);

/// <summary>One round as it was answered.</summary>
/// <param name="Round">1 for the first.</param>
/// <param name="SubmittedAt">When.</param>
/// <param name="Feedback">The answer, or null.</param>
public sealed record RoundView(int Round, DateTimeOffset SubmittedAt, Feedback? Feedback);

/// <summary>A case on the caseworker's desk.</summary>
/// <param name="Case">What the applicant sees, with the verdicts of the current round.</param>
/// <param name="Applicant">Who files.</param>
/// <param name="HeldBy">Who holds it.</param>
/// <param name="HeldUntil">Until when.</param>
/// <param name="BeingSent">The scheduled answer, or null.</param>
/// <param name="Findings">Findings of the latest submission.</param>
/// <param name="FormVerdict">Verdict on the typed form.</param>
/// <param name="ChangedFields">Form fields changed in this round.</param>
/// <param name="Silent">Slots without a verdict.</param>
/// <param name="Clocks">Running clocks.</param>
/// <param name="Rounds">History.</param>
public sealed record StaffCaseView(
    CaseView Case, ApplicantView Applicant, Holder? HeldBy, DateTimeOffset? HeldUntil, ScheduledFeedback? BeingSent,
    IReadOnlyList<ExplainedFinding> Findings, VerdictView? FormVerdict, IReadOnlyList<string> ChangedFields, IReadOnlyList<string> Silent,
    IReadOnlyList<ClockView> Clocks, IReadOnlyList<RoundView> Rounds);

internal static class StaffCaseEndpoint
{
    public static void MapStaffCase(this IEndpointRouteBuilder staff) => staff
        .MapGet("/cases/{id:guid}", Read)
        .WithName("ReadStaffCase")
        .WithSummary("A case of the caller's department with everything needed to judge it; the look is audited.")
        .ProducesProblem(404)
        .RequireAuthorization(Caller.Caseworker);

    internal static async Task<Results<Ok<StaffCaseView>, ProblemHttpResult>> Read(
        Guid id, ClaimsPrincipal user, PreExamDb db, CaseViews views, PersonReader people, FieldCipher cipher, TimeProvider clock, HttpResponse response, CancellationToken cancellation)
    {
        var found = await db.Cases.VisibleTo(user).SingleOrDefaultAsync(c => c.Id == id, cancellation);
        if (found is null) return Problems.NotFound("case");
        var now = clock.GetUtcNow();
        var applicant = await db.People.AsNoTracking().SingleAsync(p => p.Id == found.ApplicantId, cancellation);
        var holder = found.HeldBy is { } held ? await db.Staff.Where(s => s.Id == held).Select(s => new Holder(s.Id, s.DisplayName)).SingleOrDefaultAsync(cancellation) : null;
        var clocks = await db.Clocks.AsNoTracking().Where(k => k.SubjectId == id && k.StoppedAt == null).ToListAsync(cancellation);
        var view = await views.Of(found, cancellation, forStaff: true);
        db.Note(user, "case.opened", "case", id, now);
        await db.SaveChangesAsync(cancellation);

        var form = found.FindMaterial(Material.FormSlot);
        response.Headers.ETag = new ETag(found.Version).ToString();
        return TypedResults.Ok(new StaffCaseView(
            view, new ApplicantView(people.Name(applicant), people.MaskedIdNumber(applicant), people.MaskedPhone(applicant)),
            holder, found.HeldUntil, found.Scheduled, FindingsOf(found, cipher), VerdictView.Of(form?.Verdict),
            form?.ChangedInRound == found.Round ? form.ChangedFields : [],
            [.. found.Materials.Where(m => m.Verdict is null).Select(m => m.Slot)],
            [.. clocks.Select(k => new ClockView(k.Kind, k.DueAt, k.SignalAt(now)))],
            [.. found.Rounds.Select(r => new RoundView(r.Number, r.SubmittedAt, r.Feedback))]));
    }

    private static List<ExplainedFinding> FindingsOf(Case found, FieldCipher cipher)
    {
        if (found.Rounds.Count == 0 || found.Rounds[^1].ReportSealed is not { } text) return [];
        var report = JsonSerializer.Deserialize<SubmissionReport>(cipher.Reveal(SubmissionReport.Column, text), Wire.Json)!;
        return [.. report.Findings.Select(f => new ExplainedFinding(f, report.Explanations.GetValueOrDefault(f.Id)))];
    }
}
