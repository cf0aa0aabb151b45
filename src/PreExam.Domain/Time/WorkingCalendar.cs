namespace PreExam.Domain.Time;

/// <summary>The office's hours on every working day; the pause at noon is not left out, since limits end at closing.</summary>
/// <param name="Opens">When the day's work begins.</param>
/// <param name="Closes">When limits of that day end.</param>
public readonly record struct WorkingHours(TimeOnly Opens, TimeOnly Closes)
{
    /// <summary>08:30 to 17:30; counties set their own.</summary>
    public static WorkingHours Default => new(new(8, 30), new(17, 30));
}

/// <summary>
/// Working days of mainland China: Monday to Friday without the rest days, and the make-up days. Immutable: a new holiday table makes a
/// new calendar. The zone is UTC+8 without summer time, fixed here so that a machine without time zone data counts the same.
/// Years that the table does not know count plain weeks: see <see cref="IsCertain"/>.
/// </summary>
public sealed class WorkingCalendar
{
    private readonly HashSet<DateOnly> _rest;
    private readonly HashSet<DateOnly> _makeUp;
    private readonly HashSet<int> _official;

    /// <summary>A calendar of this table.</summary>
    /// <exception cref="ArgumentException">The table has faults, or the hours end before they begin.</exception>
    public WorkingCalendar(HolidayTable table, WorkingHours? hours = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.FindFaults() is [var fault, ..]) throw new ArgumentException($"The holiday table has a fault: {fault.Code}.", nameof(table));
        Hours = hours ?? WorkingHours.Default;
        if (Hours.Closes <= Hours.Opens) throw new ArgumentException("The office closes before it opens.", nameof(hours));

        Version = table.Version;
        _rest = [.. table.Years.SelectMany(year => year.Rest).SelectMany(EachDay)];
        _makeUp = [.. table.Years.SelectMany(year => year.MakeUp)];
        _official = [.. table.Years.Where(year => year.Status is HolidayStatus.Official).Select(year => year.Year)];
    }

    /// <summary>China's time, all year.</summary>
    public static TimeSpan Offset { get; } = TimeSpan.FromHours(8);

    /// <summary>Version of the holiday table.</summary>
    public string Version { get; }

    /// <summary>Opening and closing.</summary>
    public WorkingHours Hours { get; }

    /// <summary>The day in China at an instant.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>The instant, in UTC, at which a clock in China shows this time.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time) => new DateTimeOffset(day.ToDateTime(time), Offset).ToUniversalTime();

    /// <summary>Whether the day's year has an official notice; other years may still move.</summary>
    public bool IsCertain(DateOnly day) => _official.Contains(day.Year);

    /// <summary>Whether offices work on this day.</summary>
    public bool IsWorkingDay(DateOnly day) =>
        _makeUp.Contains(day) || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_rest.Contains(day));

    /// <summary>This day if it is a working day, else the next one.</summary>
    public DateOnly OnOrAfter(DateOnly day)
    {
        while (!IsWorkingDay(day)) day = day.AddDays(1);
        return day;
    }

    /// <summary>
    /// The last of <paramref name="count"/> working days after <paramref name="start"/>, which itself is not counted. A negative count
    /// goes backwards; 0 is the first working day on or after the start.
    /// </summary>
    public DateOnly AddWorkingDays(DateOnly start, int count)
    {
        if (count == 0) return OnOrAfter(start);
        var day = start;
        for (var left = Math.Abs(count); left > 0;)
        {
            day = day.AddDays(Math.Sign(count));
            if (IsWorkingDay(day)) left--;
        }
        return day;
    }

    /// <summary>Working days after <paramref name="after"/>, up to and with <paramref name="through"/>; 0 when that is earlier.</summary>
    public int CountWorkingDays(DateOnly after, DateOnly through)
    {
        var count = 0;
        for (var day = after.AddDays(1); day <= through; day = day.AddDays(1))
        {
            if (IsWorkingDay(day)) count++;
        }
        return count;
    }

    /// <summary>When the office closes on this day.</summary>
    public DateTimeOffset ClosingOf(DateOnly day) => At(day, Hours.Closes);

    /// <summary>The next time that the office opens, strictly after the instant.</summary>
    public DateTimeOffset NextOpening(DateTimeOffset instant)
    {
        var day = DayOf(instant);
        if (instant >= At(day, Hours.Opens)) day = day.AddDays(1);
        return At(OnOrAfter(day), Hours.Opens);
    }

    /// <summary>Whether the office is open at this instant; at the moment of closing it still is.</summary>
    public bool IsOpen(DateTimeOffset instant)
    {
        var day = DayOf(instant);
        return IsWorkingDay(day) && At(day, Hours.Opens) <= instant && instant <= ClosingOf(day);
    }

    /// <summary>The working day to which something received now belongs: after closing or on a rest day, the next one.</summary>
    public DateOnly WorkingDayOf(DateTimeOffset instant)
    {
        var day = DayOf(instant);
        return OnOrAfter(instant > ClosingOf(day) ? day.AddDays(1) : day);
    }

    /// <summary>Opening time of the office between two instants.</summary>
    public TimeSpan WorkingTimeBetween(DateTimeOffset from, DateTimeOffset to)
    {
        var time = TimeSpan.Zero;
        for (var day = DayOf(from); day <= DayOf(to); day = day.AddDays(1))
        {
            if (!IsWorkingDay(day)) continue;
            var begins = Later(from, At(day, Hours.Opens));
            var ends = Later(begins, to < ClosingOf(day) ? to : ClosingOf(day));
            time += ends - begins;
        }
        return time;
    }

    /// <summary>The instant after which the office has been open for <paramref name="time"/>.</summary>
    public DateTimeOffset AddWorkingTime(DateTimeOffset from, TimeSpan time)
    {
        for (var day = DayOf(from); ; day = day.AddDays(1))
        {
            if (!IsWorkingDay(day)) continue;
            var begins = Later(from, At(day, Hours.Opens));
            var left = ClosingOf(day) - begins;
            if (left >= time) return begins + time;
            if (left > TimeSpan.Zero) time -= left;
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static IEnumerable<DateOnly> EachDay(RestPeriod rest)
    {
        for (var day = rest.From; day <= rest.To; day = day.AddDays(1)) yield return day;
    }
}
