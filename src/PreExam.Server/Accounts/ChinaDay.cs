using PreExam.Domain.Time;

namespace PreExam.Server.Accounts;

/// <summary>Ages and birthdays go by the day in Beijing.</summary>
internal static class ChinaDay
{
    public static DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(WorkingCalendar.Offset).Date);
}
