using PreExam.Domain.Time;
using PreExam.Server.Platform;

namespace PreExam.Server.Review;

/// <summary>A last day that a caseworker sets for the applicant: after today, and no slip of the pen by a century.</summary>
internal static class DayToCome
{
    private const int MostDays = 366;

    public static FieldError? Fault(DateOnly? day, string field, DateTimeOffset now)
    {
        if (day is null) return null;
        var today = WorkingCalendar.DayOf(now);
        if (day <= today) return new FieldError(field, "past", "A day to come.");
        return day > today.AddDays(MostDays) ? new FieldError(field, "too_late", "Within a year.") : null;
    }
}
