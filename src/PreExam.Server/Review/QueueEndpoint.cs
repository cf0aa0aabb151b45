using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Domain.Matters;
using PreExam.Domain.Time;
using PreExam.Persistence;
using PreExam.Server.Catalogue;
using PreExam.Server.Platform;

namespace PreExam.Server.Review;

/// <summary>Who holds a case.</summary>
/// <param name="Id">Staff account.</param>
/// <param name="Name">Name among colleagues.</param>
public sealed record Holder(Guid Id, string Name);

/// <summary>One line of the queue; nothing personal of the applicant's.</summary>
/// <param name="Id">The case.</param>
/// <param name="Number">Its human number.</param>
/// <param name="Matter">Name of the matter.</param>
/// <param name="MatterCode">Its code.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Round">1 for a first submission.</param>
/// <param name="SubmittedAt">Latest submission.</param>
/// <param name="DueAt">When the answer is promised.</param>
/// <param name="Signal">none, warning, yellow or red: the worst of its clocks.</param>
/// <param name="HeldBy">Who holds it now, or null.</param>
/// <param name="HeldUntil">Until when.</param>
/// <param name="IsBeingSent">Its answer is scheduled and can still be taken back.</param>
public sealed record QueueRow(
    Guid Id, string Number, LocalText Matter, string MatterCode, CaseState State, int Round, DateTimeOffset? SubmittedAt,
    DateTimeOffset? DueAt, ClockSignal Signal, Holder? HeldBy, DateTimeOffset? HeldUntil, bool IsBeingSent);

/// <summary>How many cases stand behind each tab.</summary>
/// <param name="Waiting">Nobody holds them.</param>
/// <param name="Mine">The caller holds them.</param>
/// <param name="InReview">Anybody of the department holds them.</param>
/// <param name="Overdue">The promise has run out.</param>
/// <param name="Returned">The applicants' turn.</param>
public sealed record QueueCounts(int Waiting, int Mine, int InReview, int Overdue, int Returned);

/// <summary>A page of the queue.</summary>
/// <param name="Items">Rows by due time.</param>
/// <param name="Next">Cursor, or null at the end.</param>
/// <param name="Counts">Of the whole department.</param>
public sealed record QueueResponse(IReadOnlyList<QueueRow> Items, string? Next, QueueCounts Counts);

internal static class QueueEndpoint
{
    public static void MapQueue(this IEndpointRouteBuilder staff) => staff
        .MapGet("/queue", Read)
        .WithName("ReadQueue")
        .WithSummary("Cases of the caller's department by due time.")
        .ProducesProblem(400)
        .RequireAuthorization(Caller.Caseworker);

    internal static async Task<Results<Ok<QueueResponse>, ProblemHttpResult>> Read(
        Word<CaseState>? state, bool? mine, bool? overdue, string? matter, int? limit, string? after,
        ClaimsPrincipal user, PreExamDb db, MatterCatalogue catalogue, TimeProvider clock, CancellationToken cancellation)
    {
        var take = limit ?? Cursor.DefaultLimit;
        if (take is < 1 or > Cursor.MaxLimit) return Problems.Invalid(new FieldError("limit", "out_of_range", "1 to 100."));
        if (state?.Value is CaseState.Draft) return Problems.Invalid(new FieldError("state", "not_visible", "Drafts belong to their applicants."));
        var isOpen = state?.Value is null or CaseState.Submitted or CaseState.InReview;
        if (!TryReadCursor(after, isOpen, out var from)) return Problems.Of("cursor_invalid");

        var now = clock.GetUtcNow();
        var me = user.Id();
        var visible = db.Cases.AsNoTracking().VisibleTo(user);
        var rows = state is null
            ? visible.Where(c => c.State == CaseState.Submitted || c.State == CaseState.InReview)
            : visible.Where(c => c.State == state.Value.Value);
        if (mine is true) rows = rows.Where(c => c.HeldBy == me);
        if (overdue is true) rows = rows.Where(c => c.DueAt < now);
        if (matter is not null) rows = rows.Where(c => c.MatterCode == matter);

        // Open cases all have a due time, the others none: these come in the order in which they were begun.
        if (isOpen) rows = rows.Where(c => c.DueAt > from.Due || (c.DueAt == from.Due && c.Id > from.Id)).OrderBy(c => c.DueAt).ThenBy(c => c.Id);
        else rows = rows.Where(c => c.DueAt == null && c.Id > from.Id).OrderBy(c => c.Id);
        var found = await rows.Take(take + 1)
            .Select(c => new { c.Id, c.Number, c.MatterCode, c.MatterVersion, c.State, c.Round, c.SubmittedAt, c.DueAt, c.HeldBy, c.HeldUntil, c.Scheduled })
            .ToListAsync(cancellation);
        Guid[] ids = [.. found.Select(c => c.Id)];
        var clocks = await db.Clocks.AsNoTracking().Where(k => ids.Contains(k.SubjectId) && k.StoppedAt == null).ToListAsync(cancellation);
        var signals = clocks.ToLookup(k => k.SubjectId, k => k.SignalAt(now));
        Guid[] holderIds = [.. found.Select(c => c.HeldBy).OfType<Guid>().Distinct()];
        var names = await db.Staff.Where(s => holderIds.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.DisplayName, cancellation);
        var matters = (await catalogue.Current(cancellation)).ToDictionary(m => m.Code, m => m.Matter.Name);

        var all = found.ConvertAll(c => new QueueRow(
            c.Id, c.Number, matters.GetValueOrDefault(c.MatterCode) ?? new LocalText(c.MatterCode, c.MatterCode), c.MatterCode, c.State, c.Round,
            c.SubmittedAt, c.DueAt, signals[c.Id].DefaultIfEmpty().Max(),
            c.HeldBy is { } holder ? new Holder(holder, names.GetValueOrDefault(holder, "")) : null, c.HeldUntil, c.Scheduled is not null));
        var page = Cursor.Cut(all, take, CursorOf);
        return TypedResults.Ok(new QueueResponse(page.Items, page.Next, await Count(visible, me, now, cancellation)));
    }

    private static async Task<QueueCounts> Count(IQueryable<Case> visible, Guid me, DateTimeOffset now, CancellationToken cancellation)
    {
        var open = visible.Where(c => c.State == CaseState.Submitted || c.State == CaseState.InReview);
        return new QueueCounts(
            await open.CountAsync(c => c.State == CaseState.Submitted, cancellation),
            await open.CountAsync(c => c.HeldBy == me, cancellation),
            await open.CountAsync(c => c.State == CaseState.InReview, cancellation),
            await open.CountAsync(c => c.DueAt < now, cancellation),
            await visible.CountAsync(c => c.State == CaseState.Returned, cancellation));
    }

    private static string CursorOf(QueueRow row) =>
        Cursor.Write(row.DueAt?.UtcTicks.ToString(CultureInfo.InvariantCulture) ?? "", row.Id.ToString("N"));

    private static bool TryReadCursor(string? after, bool isOpen, out (DateTimeOffset Due, Guid Id) from)
    {
        from = (DateTimeOffset.MinValue, Guid.Empty);
        if (after is null) return true;
        if (Cursor.Read(after, 2) is not [var due, var id] || !Guid.TryParseExact(id, "N", out var last) || isOpen == (due.Length == 0)) return false;
        var ticks = 0L;
        if (isOpen && (!long.TryParse(due, NumberStyles.None, CultureInfo.InvariantCulture, out ticks) || ticks > DateTimeOffset.MaxValue.UtcTicks)) return false;
        from = (new DateTimeOffset(ticks, TimeSpan.Zero), last);
        return true;
    }
}
