using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Time;
using PreExam.Messaging;
using PreExam.Persistence;
using PreExam.Persistence.Platform;
using PreExam.Server.Audit;
using PreExam.Server.Platform;

namespace PreExam.Server.Review;

/// <summary>The table of holidays and make-up days in force.</summary>
/// <param name="Version">0 for the shipped table.</param>
/// <param name="Table">Years with rest periods and make-up days.</param>
public sealed record HolidaysResponse(int Version, HolidayTable Table);

/// <summary>Open deadlines are to be counted again by the newest table.</summary>
/// <param name="Version">The table's version.</param>
public sealed record RecountDeadlines(int Version);

internal static class HolidaysEndpoint
{
    /// <summary>What a clock has room for.</summary>
    private const int LongestVersion = 40;

    private const int LongestText = 200;

    /// <summary>One key for all recounts: they run one after the other.</summary>
    private static readonly Guid Key = new("0197a000-0000-7000-8000-000000000001");

    public static void MapHolidays(this IEndpointRouteBuilder staff)
    {
        staff.MapGet("/holidays", Read).WithName("ReadHolidays")
            .WithSummary("Holidays and make-up days in force.")
            .Produces<HolidaysResponse>()
            .RequireAuthorization(Caller.Staff);
        staff.MapPut("/holidays", Publish).WithName("PublishHolidays")
            .WithSummary("Publishes a new table; every open deadline is counted again.")
            .Produces<HolidaysResponse>().ProducesProblem(400).ProducesProblem(412)
            .RequireAuthorization(Caller.Administrator);
    }

    internal static async Task<IResult> Read(PreExamDb db, CancellationToken cancellation)
    {
        var newest = await db.Holidays.AsNoTracking().OrderByDescending(h => h.Version).FirstOrDefaultAsync(cancellation);
        return TypedResults.Ok(new HolidaysResponse(newest?.Version ?? 0, newest is null ? HolidayTable.Embedded : HolidayTable.Parse(newest.Body)));
    }

    internal static async Task<IResult> Publish(
        HolidayTable table, ClaimsPrincipal user, PreExamDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var faults = table.FindFaults();
        if (faults.Count > 0)
            return Problems.Invalid([.. faults.Select(f => new FieldError($"years[{f.Day.Year}]", f.Code, $"Something is wrong with {f.Day:yyyy-MM-dd}."))]);
        if (table.Years.Count == 0) return Problems.Invalid(new FieldError("years", "needed", "At least one year."));
        if (table.Version.Trim().Length is 0 or > LongestVersion)
            return Problems.Invalid(new FieldError("version", "bad_length", $"1 to {LongestVersion} characters: it stands on every deadline."));
        if (table.Years.Any(y => y.Source is { Length: > LongestText } || y.Rest.Any(r => r.Name.Length > LongestText)))
            return Problems.Invalid(new FieldError("years", "too_long", $"Names and sources of at most {LongestText} characters."));

        var now = clock.GetUtcNow();
        var newest = await db.Holidays.AsNoTracking().OrderByDescending(h => h.Version).FirstOrDefaultAsync(cancellation);
        var inForce = newest is null ? HolidayTable.Embedded : HolidayTable.Parse(newest.Body);
        if (inForce.Version == table.Version && inForce.ToJson() != table.ToJson())
            return Problems.Invalid(new FieldError("version", "in_force", "Give the changed table a version of its own: deadlines counted by the old one are told by it."));
        var version = (newest?.Version ?? 0) + 1;
        db.Holidays.Add(new HolidayVersion { Version = version, Body = table.ToJson(), At = now, By = user.Id() });
        db.Outbox.Add(OutboxMessage.For(Queues.Deadlines, Key, new RecountDeadlines(version), now));
        db.Note(user, "holidays.published", "holidays", Key, now, new { version });
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException exception) when (exception is not DbUpdateConcurrencyException)
        {
            return Problems.Of("changed_meanwhile"); // somebody else published this version number first
        }

        return TypedResults.Ok(new HolidaysResponse(version, table));
    }
}
