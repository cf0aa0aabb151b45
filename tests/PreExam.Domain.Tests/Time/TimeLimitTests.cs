using CsCheck;
using PreExam.Domain.Matters;
using PreExam.Domain.Time;

namespace PreExam.Domain.Tests.Time;

public sealed class TimeLimitTests
{
    private static readonly WorkingCalendar Calendar = new(HolidayTable.Embedded);

    [Theory]
    [InlineData("2026-11-20", 5, TimeUnit.WorkingDay, "2026-11-27")]
    [InlineData("2026-11-02", 20, TimeUnit.CalendarDay, "2026-11-23")] // the 20th day is a Sunday
    [InlineData("2026-11-04", 20, TimeUnit.CalendarDay, "2026-11-24")]
    [InlineData("2026-10-23", 1, TimeUnit.Month, "2026-11-23")]
    [InlineData("2026-01-30", 1, TimeUnit.Month, "2026-02-28")] // no 30 February; the 28th is a make-up Saturday
    [InlineData("2027-01-31", 1, TimeUnit.Month, "2027-03-01")] // 28 February 2027 is a Sunday
    [InlineData("2026-09-18", 13, TimeUnit.CalendarDay, "2026-10-08")] // ends in the National Day week
    [InlineData("2026-11-23", 0, TimeUnit.WorkingDay, "2026-11-23")] // the same day
    [InlineData("2026-11-21", 0, TimeUnit.WorkingDay, "2026-11-23")]
    public void A_limit_ends_on_its_last_day_in_its_own_unit(string start, int value, TimeUnit unit, string end) =>
        Assert.Equal(DateOnly.Parse(end, null), new TimeLimit(value, unit).LastDay(DateOnly.Parse(start, null), Calendar));

    [Fact]
    public void What_has_no_limit_has_no_last_day() => Assert.Null(TimeLimit.None.LastDay(new(2026, 11, 23), Calendar));

    [Fact]
    public void A_limit_never_ends_on_a_rest_day() =>
        Gen.Select(Gen.Date[new DateTime(2025, 1, 1), new DateTime(2027, 12, 1)], Gen.Int[0, 90], Gen.Int[1, 3].Select(unit => (TimeUnit)unit))
            .Sample((start, value, unit) =>
                Calendar.IsWorkingDay(new TimeLimit(value, unit).LastDay(DateOnly.FromDateTime(start), Calendar)!.Value));

    [Fact]
    public void A_catalogue_limit_keeps_its_unit()
    {
        var basis = new LocalText("依据", "basis");

        Assert.Equal(new TimeLimit(20, TimeUnit.WorkingDay), TimeLimit.Of(new Limit(20, LimitUnit.WorkingDay, basis)));
        Assert.Equal(new TimeLimit(60, TimeUnit.CalendarDay), TimeLimit.Of(new Limit(60, LimitUnit.CalendarDay, basis)));
        Assert.Equal(new TimeLimit(1, TimeUnit.Month), TimeLimit.Of(new Limit(1, LimitUnit.Month, basis)));
        Assert.True(TimeLimit.Of(new Limit(null, LimitUnit.Month, basis)).IsNone);
    }
}
