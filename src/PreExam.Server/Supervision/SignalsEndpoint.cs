using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Domain.Matters;
using PreExam.Domain.Time;
using PreExam.Persistence;
using PreExam.Server.Catalogue;
using PreExam.Server.Platform;

namespace PreExam.Server.Supervision;

/// <summary>A member of staff as colleagues know them.</summary>
/// <param name="Id">Staff account.</param>
/// <param name="Name">Name among colleagues.</param>
public sealed record Colleague(Guid Id, string Name);

/// <summary>A warning or a card as it was raised; it stays when the case goes on.</summary>
/// <param name="Id">The signal.</param>
/// <param name="Signal">warning, yellow or red.</param>
/// <param name="Kind">Which limit: preExamPromise, fiveDayGuard, promised or statutory.</param>
/// <param name="CaseId">The case.</param>
/// <param name="Number">Its human number.</param>
/// <param name="Matter">Name of the matter.</param>
/// <param name="State">Where the case stands now.</param>
/// <param name="DueAt">The end of the limit.</param>
/// <param name="RaisedAt">When it was raised.</param>
/// <param name="EndedAt">When the limit's clock was stopped, or null while it runs.</param>
/// <param name="HeldBy">Who held the case when it was raised, or null.</param>
public sealed record SignalRow(
    Guid Id, ClockSignal Signal, ClockKind Kind, Guid CaseId, string Number, LocalText Matter, CaseState State, DateTimeOffset DueAt,
    DateTimeOffset RaisedAt, DateTimeOffset? EndedAt, Colleague? HeldBy);

internal static class SignalsEndpoint
{
    public static void MapSignals(this IEndpointRouteBuilder staff) => staff
        .MapGet("/supervision/signals", List).WithName("ListSignals")
        .WithSummary("Warnings, yellow and red cards of the caller's department, newest first.")
        .ProducesProblem(400)
        .RequireAuthorization(Caller.Supervisor);

    internal static async Task<Results<Ok<Listing<SignalRow>>, ProblemHttpResult>> List(
        Word<ClockSignal>? signal, int? limit, string? after, ClaimsPrincipal user, PreExamDb db, MatterCatalogue catalogue, CancellationToken cancellation)
    {
        var take = limit ?? Cursor.DefaultLimit;
        if (take is < 1 or > Cursor.MaxLimit) return Problems.Invalid(new FieldError("limit", "out_of_range", "1 to 100."));
        if (signal?.Value is ClockSignal.None) return Problems.Invalid(new FieldError("signal", "never_raised", "warning, yellow or red."));
        var department = user.Department();
        var rows = db.Signals.AsNoTracking().Where(s => s.Department == department);
        if (signal?.Value is { } wanted) rows = rows.Where(s => s.Signal == wanted);
        if (after is not null)
        {
            if (Cursor.Read(after, 1) is not [var key] || !Guid.TryParseExact(key, "N", out var last)) return Problems.Of("cursor_invalid");
            rows = rows.Where(s => s.Id < last);
        }

        var found = await (from s in rows.OrderByDescending(s => s.Id).Take(take + 1)
                           join c in db.Cases on s.CaseId equals c.Id
                           join k in db.Clocks on s.ClockId equals k.Id
                           orderby s.Id descending
                           select new { Raised = s, c.Number, c.MatterCode, c.MatterVersion, c.State, k.StoppedAt }).ToListAsync(cancellation);
        var page = Cursor.Cut(found, take, row => Cursor.Write(row.Raised.Id.ToString("N")));
        Guid[] holders = [.. page.Items.Select(row => row.Raised.HeldBy).OfType<Guid>().Distinct()];
        var colleagues = await db.Staff.Where(s => holders.Contains(s.Id)).Select(s => new Colleague(s.Id, s.DisplayName)).ToDictionaryAsync(s => s.Id, cancellation);

        var list = new List<SignalRow>(page.Items.Count);
        foreach (var row in page.Items)
        {
            var matter = await catalogue.Find(row.MatterCode, row.MatterVersion, cancellation); // compiled once, then at hand
            list.Add(new SignalRow(
                row.Raised.Id, row.Raised.Signal, row.Raised.Kind, row.Raised.CaseId, row.Number, matter!.Matter.Name, row.State, row.Raised.DueAt,
                row.Raised.At, row.StoppedAt, row.Raised.HeldBy is { } holder ? colleagues.GetValueOrDefault(holder) : null));
        }

        return TypedResults.Ok(new Listing<SignalRow>(list, page.Next));
    }
}
