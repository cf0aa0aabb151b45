using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PreExam.Domain.Cases;
using PreExam.Domain.Identifiers;
using PreExam.Domain.Matters;
using PreExam.Domain.Time;
using PreExam.Persistence;
using PreExam.Server.Accounts;
using PreExam.Server.Catalogue;
using PreExam.Server.Platform;

namespace PreExam.Server.Cases;

/// <summary>Begins a case.</summary>
/// <param name="Matter">Code of the matter; the case is pinned to its current version.</param>
/// <param name="OnBehalfOf">The child for whom the caller is guardian, or null.</param>
public sealed record OpenCaseRequest(string Matter, CaseSubject? OnBehalfOf = null);

/// <summary>One entry of a timeline.</summary>
/// <param name="Sequence">Order.</param>
/// <param name="At">When.</param>
/// <param name="Type">Name of the event.</param>
/// <param name="Text">In plain words.</param>
public sealed record TimelineEntry(int Sequence, DateTimeOffset At, string Type, LocalText Text);

internal static class CaseEndpoints
{
    /// <summary>Below this age a guardian may act; below 14, one must.</summary>
    private const int FullAge = 18;

    public static void MapCaseReading(this IEndpointRouteBuilder api)
    {
        api.MapPost("/cases", Open).WithName("OpenCase").WithSummary("Begins a draft, pinned to the matter's current version.")
            .Produces<CaseView>(201).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422)
            .RequireAuthorization(Caller.Applicant).RequireIdempotencyKey();
        api.MapGet("/cases", List).WithName("ListCases").WithSummary("The caller's cases, newest first.")
            .ProducesProblem(400).RequireAuthorization(Caller.Applicant);
        api.MapGet("/cases/{id:guid}", Read).WithName("ReadCase").WithSummary("One case; its version is the ETag.")
            .ProducesProblem(404).RequireAuthorization(Caller.Applicant);
        api.MapGet("/cases/{id:guid}/timeline", Timeline).WithName("ReadTimeline").WithSummary("What happened, in plain words.")
            .ProducesProblem(404).RequireAuthorization(Caller.Applicant);
    }

    /// <summary>The caller's own case; another person's is not there.</summary>
    internal static async Task<Case?> FindOwn(this PreExamDb db, Guid id, ClaimsPrincipal user, CancellationToken cancellation)
    {
        var me = user.Id();
        return await db.Cases.SingleOrDefaultAsync(c => c.Id == id && c.ApplicantId == me, cancellation);
    }

    internal static async Task<IResult> Open(
        OpenCaseRequest request, ClaimsPrincipal user, PreExamDb db, MatterCatalogue catalogue, CaseVault vault, CaseViews views,
        IOptions<CaseOptions> options, TimeProvider clock, HttpResponse response, CancellationToken cancellation)
    {
        var matter = await catalogue.FindCurrent(request.Matter, cancellation);
        if (matter is null) return Problems.NotFound("matter");
        var now = clock.GetUtcNow();
        var today = WorkingCalendar.DayOf(now);
        if (request.OnBehalfOf is { } child)
        {
            var errors = CheckSubject(child, today);
            if (errors.Count > 0) return Problems.Invalid([.. errors]);
            if (!matter.Matter.GuardianAllowed) return Problems.Of("guardian_not_allowed");
            if (await ConsentGate.Missing(db, user.Id(), [Sensitivity.Minor], cancellation) is { } missing) return Problems.From(missing);
        }

        var number = await db.NextCaseNumber(today, cancellation);
        var (opened, happened) = Case.Open(
            Guid.CreateVersion7(now), number, user.Id(), (matter.Code, matter.Number), matter.Matter.Department.Code,
            vault.SealSubject(request.OnBehalfOf is { } subject ? Clean(subject) : null), today.AddDays(options.Value.KeepDraftDays), now);
        db.Cases.Add(opened);
        db.Record(opened, [happened]);
        await db.SaveChangesAsync(cancellation);
        response.Headers.ETag = new ETag(opened.Version).ToString();
        return TypedResults.Created($"/api/v1/cases/{opened.Id}", await views.Of(opened, cancellation));
    }

    internal static async Task<Results<Ok<Listing<CaseRow>>, ProblemHttpResult>> List(
        Word<CaseState>? state, int? limit, string? after, ClaimsPrincipal user, PreExamDb db, MatterCatalogue catalogue, CancellationToken cancellation)
    {
        var take = limit ?? Cursor.DefaultLimit;
        if (take is < 1 or > Cursor.MaxLimit) return Problems.Invalid(new FieldError("limit", "out_of_range", "1 to 100."));
        var me = user.Id();
        var rows = db.Cases.AsNoTracking().Where(c => c.ApplicantId == me);
        if (state?.Value is { } wanted) rows = rows.Where(c => c.State == wanted);
        if (after is not null)
        {
            if (Cursor.Read(after, 1) is not [var key] || !Guid.TryParseExact(key, "N", out var last)) return Problems.Of("cursor_invalid");
            rows = rows.Where(c => c.Id < last);
        }

        var found = await rows.OrderByDescending(c => c.Id).Take(take + 1)
            .Select(c => new { c.Id, c.Number, c.MatterCode, c.MatterVersion, c.State, c.Round, c.TouchedAt, c.LapsesOn }).ToListAsync(cancellation);
        var page = Cursor.Cut(found, take, c => Cursor.Write(c.Id.ToString("N")));
        var list = new List<CaseRow>(page.Items.Count);
        foreach (var c in page.Items)
        {
            var matter = await catalogue.Find(c.MatterCode, c.MatterVersion, cancellation); // compiled once, then at hand
            list.Add(new CaseRow(c.Id, c.Number, c.MatterCode, matter!.Matter.Name, c.State, CaseTexts.Of(c.State), c.Round, c.TouchedAt, c.LapsesOn));
        }

        return TypedResults.Ok(new Listing<CaseRow>(list, page.Next));
    }

    internal static async Task<Results<Ok<CaseView>, ProblemHttpResult>> Read(
        Guid id, ClaimsPrincipal user, PreExamDb db, CaseViews views, HttpResponse response, CancellationToken cancellation)
    {
        var found = await db.FindOwn(id, user, cancellation);
        if (found is null) return Problems.NotFound("case");
        response.Headers.ETag = new ETag(found.Version).ToString();
        response.Headers.CacheControl = "no-store"; // pages become ready without a new version
        return TypedResults.Ok(await views.Of(found, cancellation));
    }

    internal static async Task<Results<Ok<TimelineEntry[]>, ProblemHttpResult>> Timeline(
        Guid id, ClaimsPrincipal user, PreExamDb db, CancellationToken cancellation)
    {
        if (await db.FindOwn(id, user, cancellation) is null) return Problems.NotFound("case");
        var rows = await db.CaseEvents.AsNoTracking().Where(e => e.CaseId == id).OrderBy(e => e.Sequence).ToListAsync(cancellation);
        var seen = new List<TimelineEntry>();
        foreach (var row in rows)
        {
            var happened = CaseJournal.Read(row);
            // How often the staff passes a case on is its own affair: one begins, and then an answer comes.
            if (!CaseJournal.IsSeenByApplicant(happened) || (happened is CaseClaimed && seen is [.., { Type: nameof(CaseClaimed) }])) continue;
            seen.Add(new TimelineEntry(seen.Count + 1, row.At, row.Type, CaseTexts.Of(happened))); // a gap would tell of what is unseen
        }

        return TypedResults.Ok(seen.ToArray());
    }

    private static CaseSubject Clean(CaseSubject child) =>
        new(child.Name.Trim(), ResidentId.Parse(child.IdNumber, null).Value, child.Relation.Trim());

    private static List<FieldError> CheckSubject(CaseSubject child, DateOnly today)
    {
        var errors = new List<FieldError>();
        if (string.IsNullOrWhiteSpace(child.Name) || child.Name.Length > 50) errors.Add(new FieldError("onBehalfOf.name", "needed", "The child's name, at most 50 characters."));
        if (string.IsNullOrWhiteSpace(child.Relation) || child.Relation.Length > 20) errors.Add(new FieldError("onBehalfOf.relation", "needed", "How you are related, at most 20 characters."));
        var check = ResidentId.Check(child.IdNumber, today, out var id);
        if (!check.IsOk) errors.Add(new FieldError("onBehalfOf.idNumber", check.Code, "Not a valid identity number."));
        else if (id.AgeOn(today) >= FullAge) errors.Add(new FieldError("onBehalfOf.idNumber", "of_full_age", "From 18 years on the person files with an own account."));
        return errors;
    }
}
