using System.Text.Json;
using System.Text.Json.Serialization;

namespace PreExam.Domain.Time;

/// <summary>How far a year's holidays can be relied upon.</summary>
public enum HolidayStatus
{
    /// <summary>From the State Council's notice.</summary>
    Official,

    /// <summary>Before the notice: the statutory days only, nothing swapped yet. Deadlines may move.</summary>
    Provisional,
}

/// <summary>Days off in one piece.</summary>
/// <param name="Name">Name of the holiday.</param>
/// <param name="From">First day off.</param>
/// <param name="To">Last day off.</param>
public sealed record RestPeriod(string Name, DateOnly From, DateOnly To);

/// <summary>One year's arrangement.</summary>
/// <param name="Year">Calendar year, into which every day of it falls.</param>
/// <param name="Status">Whether the notice is out.</param>
/// <param name="Source">Where the days come from.</param>
/// <param name="Rest">Days off (放假); plain weekends need not be listed.</param>
/// <param name="MakeUp">Days worked instead (调休上班).</param>
public sealed record HolidayYear(
    int Year, HolidayStatus Status, string? Source, IReadOnlyList<RestPeriod> Rest, IReadOnlyList<DateOnly> MakeUp);

/// <summary>Something in a table that can't be.</summary>
/// <param name="Code">Stable code: <c>duplicate_year</c>, <c>year_out_of_range</c>, <c>period_backwards</c>, <c>day_outside_year</c>, <c>day_both</c>.</param>
/// <param name="Day">The day, or the first of the year.</param>
public sealed record HolidayFault(string Code, DateOnly Day);

/// <summary>
/// All years' holidays under one version. Administrators publish new versions; open deadlines are then computed anew, because a
/// provisional year moves when the notice comes.
/// </summary>
/// <param name="Version">Names this table; stands on every clock that was computed from it.</param>
/// <param name="Years">The years that are known.</param>
public sealed record HolidayTable(string Version, IReadOnlyList<HolidayYear> Years)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly Lazy<HolidayTable> Shipped = new(() =>
    {
        using var stream = typeof(HolidayTable).Assembly.GetManifestResourceStream("holidays.json")!;
        return Read(stream);
    });

    /// <summary>The table that comes with the program: 2025 and 2026 official, 2027 provisional.</summary>
    public static HolidayTable Embedded => Shipped.Value;

    /// <summary>Reads the JSON form.</summary>
    /// <exception cref="JsonException">The text is not of that form.</exception>
    public static HolidayTable Read(Stream json) =>
        JsonSerializer.Deserialize<HolidayTable>(json, Json) ?? throw new JsonException("A holiday table is an object.");

    /// <summary>Reads the JSON form.</summary>
    /// <exception cref="JsonException">The text is not of that form.</exception>
    public static HolidayTable Parse(string json) =>
        JsonSerializer.Deserialize<HolidayTable>(json, Json) ?? throw new JsonException("A holiday table is an object.");

    /// <summary>The JSON form, for storing.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Everything that can't be, at once; an empty list means that a calendar can be made.</summary>
    public IReadOnlyList<HolidayFault> FindFaults()
    {
        var faults = new List<HolidayFault>();
        var seen = new HashSet<int>();
        foreach (var year in Years)
        {
            var first = new DateOnly(Math.Clamp(year.Year, 1, 9999), 1, 1);
            if (year.Year is < 2000 or > 2200) faults.Add(new("year_out_of_range", first));
            if (!seen.Add(year.Year)) faults.Add(new("duplicate_year", first));
            foreach (var rest in year.Rest)
            {
                if (rest.To < rest.From) faults.Add(new("period_backwards", rest.From));
                if (rest.From.Year != year.Year) faults.Add(new("day_outside_year", rest.From));
                if (rest.To.Year != year.Year) faults.Add(new("day_outside_year", rest.To));
            }
            foreach (var day in year.MakeUp)
            {
                if (day.Year != year.Year) faults.Add(new("day_outside_year", day));
                if (year.Rest.Any(rest => rest.From <= day && day <= rest.To)) faults.Add(new("day_both", day));
            }
        }
        return faults;
    }
}
