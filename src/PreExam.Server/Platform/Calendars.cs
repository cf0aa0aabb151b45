using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PreExam.Domain.Time;
using PreExam.Persistence;

namespace PreExam.Server.Platform;

/// <summary>When the office is open; limits end at closing. Section <c>Calendar</c>.</summary>
public sealed class CalendarOptions : IValidatableObject
{
    /// <summary>Opening time in China. Default 08:30, as county halls have it.</summary>
    public TimeOnly Opens { get; set; } = WorkingHours.Default.Opens;

    /// <summary>Closing time in China. Default 17:30.</summary>
    public TimeOnly Closes { get; set; } = WorkingHours.Default.Closes;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Closes <= Opens) yield return new ValidationResult("Calendar:Closes must be later than Calendar:Opens.", [nameof(Closes)]);
    }
}

[OptionsValidator]
internal sealed partial class CalendarOptionsValidator : IValidateOptions<CalendarOptions>;

/// <summary>
/// The working calendar in force: the newest holiday table in the database, else the shipped one. The newest number is asked for
/// each time, because another process may have published it; the calendar itself is made once per version.
/// </summary>
internal sealed class Calendars(IOptions<CalendarOptions> options)
{
    /// <summary>What the column of a clock takes.</summary>
    private const int LongestName = 40;

    private readonly ConcurrentDictionary<int, WorkingCalendar> _byVersion = new();

    public WorkingHours Hours => new(options.Value.Opens, options.Value.Closes);

    public async Task<WorkingCalendar> Current(PreExamDb db, CancellationToken cancellation)
    {
        var newest = await db.Holidays.MaxAsync(h => (int?)h.Version, cancellation) ?? 0;
        if (_byVersion.TryGetValue(newest, out var known)) return known;

        var table = newest == 0
            ? HolidayTable.Embedded
            : HolidayTable.Parse(await db.Holidays.Where(h => h.Version == newest).Select(h => h.Body).SingleAsync(cancellation));
        // Two tables may have been given one name; a clock must tell them apart.
        if (newest > 0) table = table with { Version = Shortened($"{newest}:{table.Version}") };
        return _byVersion.GetOrAdd(newest, new WorkingCalendar(table, Hours));
    }

    private static string Shortened(string name) => name.Length <= LongestName ? name : name[..LongestName];
}

internal static class CalendarServices
{
    public static IServiceCollection AddCalendars(this IServiceCollection services)
    {
        services.AddOptions<CalendarOptions>().BindConfiguration("Calendar").ValidateOnStart();
        return services.AddSingleton<IValidateOptions<CalendarOptions>, CalendarOptionsValidator>().AddSingleton<Calendars>();
    }
}
