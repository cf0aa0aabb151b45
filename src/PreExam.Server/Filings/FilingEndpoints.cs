using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Filings;
using PreExam.Domain.Matters;
using PreExam.Persistence;
using PreExam.Server.Platform;

namespace PreExam.Server.Filings;

/// <summary>One formal filing in a list.</summary>
/// <param name="Number">The number that departments quote.</param>
/// <param name="CaseId">The case that was handed over.</param>
/// <param name="MatterCode">The matter.</param>
/// <param name="Mode">online, post or counter.</param>
/// <param name="Status">Null before the department's first word.</param>
/// <param name="StatusText">The same in words.</param>
/// <param name="Since">Since when.</param>
public sealed record FilingRow(string Number, Guid CaseId, string MatterCode, string Mode, FilingStatus? Status, LocalText StatusText, DateTimeOffset Since);

/// <summary>One fact that a department told.</summary>
/// <param name="Status">The status.</param>
/// <param name="StatusText">In words.</param>
/// <param name="At">When it happened.</param>
public sealed record FilingStep(FilingStatus Status, LocalText StatusText, DateTimeOffset At);

/// <summary>One filing with its steps, in the order in which they happened.</summary>
/// <param name="Filing">Where it stands.</param>
/// <param name="Steps">What the department told.</param>
/// <param name="Registration">Number of the registration beside it, or null.</param>
public sealed record FilingView(FilingRow Filing, IReadOnlyList<FilingStep> Steps, string? Registration);

/// <summary>One certificate on the line.</summary>
/// <param name="Code">LICENCE, SEAL, TAX …</param>
/// <param name="Name">In words.</param>
/// <param name="Department">Whose it is.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Since">Since when.</param>
public sealed record TrackView(string Code, LocalText Name, string Department, TrackState State, DateTimeOffset Since);

/// <summary>A registration with its certificates.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Filing">The filing beside it.</param>
/// <param name="OpenedAt">When.</param>
/// <param name="Tracks">The licence first.</param>
public sealed record RegistrationView(string Number, string Filing, DateTimeOffset OpenedAt, IReadOnlyList<TrackView> Tracks);

internal static class FilingEndpoints
{
    public static void MapFilingViews(this IEndpointRouteBuilder api)
    {
        api.MapGet("/filings", List).WithName("ListFilings").WithSummary("The caller's filings, newest first.")
            .ProducesProblem(400).RequireAuthorization(Caller.Applicant);
        api.MapGet("/filings/{number}", Read).WithName("ReadFiling").WithSummary("One filing with its steps.")
            .ProducesProblem(404).RequireAuthorization(Caller.Applicant);
        api.MapGet("/registrations", ListRegistrations).WithName("ListRegistrations").WithSummary("The caller's registrations, newest first.")
            .ProducesProblem(400).RequireAuthorization(Caller.Applicant);
        api.MapGet("/registrations/{number}", ReadRegistration).WithName("ReadRegistration").WithSummary("One registration with its certificates.")
            .ProducesProblem(404).RequireAuthorization(Caller.Applicant);
    }

    internal static async Task<Results<Ok<Listing<FilingRow>>, ProblemHttpResult>> List(
        int? limit, string? after, ClaimsPrincipal user, PreExamDb db, CancellationToken cancellation)
    {
        var me = user.Id();
        if (!TryPage(limit, after, out var take, out var last, out var problem)) return problem!;
        var rows = db.Filings.AsNoTracking().Where(f => f.ApplicantId == me);
        if (last is { } id) rows = rows.Where(f => f.Id < id);
        var found = await rows.OrderByDescending(f => f.Id).Take(take + 1).ToListAsync(cancellation);
        var page = Cursor.Cut(found, take, f => Cursor.Write(f.Id.ToString("N")));
        return TypedResults.Ok(new Listing<FilingRow>([.. page.Items.Select(RowOf)], page.Next));
    }

    internal static async Task<Results<Ok<FilingView>, ProblemHttpResult>> Read(
        string number, ClaimsPrincipal user, PreExamDb db, CancellationToken cancellation)
    {
        var me = user.Id();
        var found = await db.Filings.AsNoTracking().SingleOrDefaultAsync(f => f.Number == number && f.ApplicantId == me, cancellation);
        if (found is null) return Problems.NotFound("filing");
        var events = await db.FilingEvents.AsNoTracking().Where(e => e.FilingId == found.Id).ToListAsync(cancellation);
        var registration = await db.Registrations.Where(r => r.FilingId == found.Id).Select(r => r.Number).SingleOrDefaultAsync(cancellation);
        return TypedResults.Ok(new FilingView(
            RowOf(found),
            [.. FilingEvent.InOrder(events).Select(e => new FilingStep(e.Status, TrackNames.TextOf(e.Status), e.SourceAt))],
            registration));
    }

    internal static async Task<Results<Ok<Listing<RegistrationView>>, ProblemHttpResult>> ListRegistrations(
        int? limit, string? after, ClaimsPrincipal user, PreExamDb db, CancellationToken cancellation)
    {
        var me = user.Id();
        if (!TryPage(limit, after, out var take, out var last, out var problem)) return problem!;
        var rows = db.Registrations.AsNoTracking().Where(r => r.ApplicantId == me);
        if (last is { } id) rows = rows.Where(r => r.Id < id);
        var found = await rows.OrderByDescending(r => r.Id).Take(take + 1).ToListAsync(cancellation);
        var page = Cursor.Cut(found, take, r => Cursor.Write(r.Id.ToString("N")));
        return TypedResults.Ok(new Listing<RegistrationView>(await WithTracks(db, page.Items, cancellation), page.Next));
    }

    internal static async Task<Results<Ok<RegistrationView>, ProblemHttpResult>> ReadRegistration(
        string number, ClaimsPrincipal user, PreExamDb db, CancellationToken cancellation)
    {
        var me = user.Id();
        var found = await db.Registrations.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number && r.ApplicantId == me, cancellation);
        return found is null ? Problems.NotFound("registration") : TypedResults.Ok((await WithTracks(db, [found], cancellation))[0]);
    }

    private static async Task<IReadOnlyList<RegistrationView>> WithTracks(PreExamDb db, IReadOnlyList<Registration> found, CancellationToken cancellation)
    {
        Guid[] ids = [.. found.Select(r => r.Id)];
        Guid[] filings = [.. found.Select(r => r.FilingId)];
        var tracks = (await db.Tracks.AsNoTracking().Where(t => ids.Contains(t.RegistrationId)).ToListAsync(cancellation)).ToLookup(t => t.RegistrationId);
        var numbers = await db.Filings.Where(f => filings.Contains(f.Id)).ToDictionaryAsync(f => f.Id, f => f.Number, cancellation);
        return [.. found.Select(r => new RegistrationView(
            r.Number, numbers[r.FilingId], r.OpenedAt,
            [.. tracks[r.Id].OrderBy(t => TrackNames.PlaceOf(t.Code)).Select(t => new TrackView(t.Code, TrackNames.NameOf(t.Code), t.Department, t.State, t.Since))]))];
    }

    private static bool TryPage(int? limit, string? after, out int take, out Guid? last, out ProblemHttpResult? problem)
    {
        (take, last, problem) = (limit ?? Cursor.DefaultLimit, null, null);
        if (take is < 1 or > Cursor.MaxLimit) problem = Problems.Invalid(new FieldError("limit", "out_of_range", "1 to 100."));
        else if (after is not null)
        {
            if (Cursor.Read(after, 1) is [var key] && Guid.TryParseExact(key, "N", out var id)) last = id;
            else problem = Problems.Of("cursor_invalid");
        }

        return problem is null;
    }

    private static FilingRow RowOf(Filing f) =>
        new(f.Number, f.CaseId, f.MatterCode, f.Mode, f.Status, TrackNames.TextOf(f.Status), f.StatusSince ?? f.OpenedAt);
}
