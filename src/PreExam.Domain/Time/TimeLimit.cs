using System.Diagnostics;
using PreExam.Domain.Matters;

namespace PreExam.Domain.Time;

/// <summary>The unit in which a limit runs. Units are never converted into each other.</summary>
public enum TimeUnit
{
    /// <summary>There is no limit.</summary>
    None,

    /// <summary>工作日.</summary>
    WorkingDay,

    /// <summary>日, 自然日.</summary>
    CalendarDay,

    /// <summary>月.</summary>
    Month,
}

/// <summary>A limit as the matter states it, such as 20 working days. A value of 0 is the same day.</summary>
/// <param name="Value">How many of the unit.</param>
/// <param name="Unit">The unit.</param>
public readonly record struct TimeLimit(int Value, TimeUnit Unit)
{
    /// <summary>No limit at all.</summary>
    public static TimeLimit None => default;

    /// <summary>Whether there is no limit.</summary>
    public bool IsNone => Unit is TimeUnit.None;

    /// <summary>The limit that a catalogue states, or none where it states no number.</summary>
    public static TimeLimit Of(Limit limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        if (limit.Value is not { } value) return None;
        return new(value, limit.Unit switch
        {
            LimitUnit.WorkingDay => TimeUnit.WorkingDay,
            LimitUnit.CalendarDay => TimeUnit.CalendarDay,
            LimitUnit.Month => TimeUnit.Month,
            _ => throw new UnreachableException(),
        });
    }

    /// <summary>
    /// The last day of the limit; null without one. The day of the event is not counted. A last day on which offices rest moves to the
    /// next working day. Months end on the same day number, else on the month's last day (Civil Code 201 to 203).
    /// </summary>
    public DateOnly? LastDay(DateOnly eventDay, WorkingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        ArgumentOutOfRangeException.ThrowIfNegative(Value);
        return Unit switch
        {
            TimeUnit.None => null,
            TimeUnit.WorkingDay => calendar.AddWorkingDays(eventDay, Value),
            TimeUnit.CalendarDay => calendar.OnOrAfter(eventDay.AddDays(Value)),
            TimeUnit.Month => calendar.OnOrAfter(eventDay.AddMonths(Value)),
            _ => throw new UnreachableException(),
        };
    }
}
