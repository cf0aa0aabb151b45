using CsCheck;
using PreExam.Domain.Time;

namespace PreExam.Domain.Tests.Time;

public sealed class ServiceClockTests
{
    private static readonly WorkingCalendar Calendar = new(HolidayTable.Embedded);
    private static readonly Guid Subject = Guid.NewGuid();

    [Theory]
    [InlineData("2026-11-20T10:00", 1, "2026-11-23T17:30")] // Friday morning: Monday
    [InlineData("2026-11-20T18:00", 1, "2026-11-24T17:30")] // Friday evening counts as Monday: Tuesday
    [InlineData("2026-11-21T10:00", 1, "2026-11-24T17:30")] // Saturday counts as Monday
    [InlineData("2026-11-23T06:00", 1, "2026-11-24T17:30")] // before opening is that day
    [InlineData("2026-02-13T10:00", 1, "2026-02-14T17:30")] // a make-up Saturday is worked
    [InlineData("2026-11-20T10:00", 0, "2026-11-20T17:30")]
    public void The_promise_counts_what_comes_after_closing_as_come_at_the_next_opening(string start, int days, string due) =>
        Assert.Equal(China(due), Promise(start, days).DueAt);

    [Theory]
    [InlineData("2026-11-20T10:00", "2026-11-27T17:30")]
    [InlineData("2026-11-21T10:00", "2026-11-27T17:30")] // Saturday: the same as Friday
    [InlineData("2026-11-20T23:00", "2026-11-27T17:30")]
    [InlineData("2025-01-24T10:00", "2025-02-07T17:30")] // over Spring Festival
    public void The_five_day_guard_counts_from_the_day_itself(string start, string due) =>
        Assert.Equal(China(due), ServiceClock.StartFiveDayGuard(Subject, China(start), Calendar).DueAt);

    [Fact]
    public void The_applicants_own_limit_ends_with_the_day_not_at_closing()
    {
        var clock = Start(ClockKind.CorrectionPeriod, new(15, TimeUnit.CalendarDay), "2026-11-06T11:00");

        Assert.Equal(new DateOnly(2026, 11, 23), clock.DueOn); // the 15th day is a Saturday
        Assert.False(clock.IsOverdueAt(China("2026-11-23T23:59")));
        Assert.True(clock.IsOverdueAt(China("2026-11-24T00:00")));
    }

    [Theory]
    [InlineData(ClockKind.PreExamPromise, ClockSignal.Yellow)]
    [InlineData(ClockKind.FiveDayGuard, ClockSignal.Red)]
    [InlineData(ClockKind.Promised, ClockSignal.Red)]
    [InlineData(ClockKind.Statutory, ClockSignal.Red)]
    [InlineData(ClockKind.CorrectionPeriod, ClockSignal.Warning)]
    public void A_clock_is_silent_then_warns_and_then_shows_the_card_of_its_kind(ClockKind kind, ClockSignal card)
    {
        var clock = Start(kind, new(5, TimeUnit.WorkingDay), "2026-11-16T10:00");

        Assert.Equal(China("2026-11-20T17:30"), clock.WarnAt); // one working day left
        Assert.Equal(ClockSignal.None, clock.SignalAt(China("2026-11-20T17:29")));
        Assert.Equal(ClockSignal.Warning, clock.SignalAt(clock.WarnAt));
        Assert.Equal(ClockSignal.Warning, clock.SignalAt(clock.DueAt));
        Assert.Equal(card, clock.SignalAt(clock.DueAt.AddSeconds(1)));
    }

    [Fact]
    public void A_limit_of_one_day_warns_when_four_fifths_of_the_working_time_are_used()
    {
        var clock = Promise("2026-11-20T10:00", 1); // 7.5 h on Friday, 9 h on Monday

        Assert.Equal(China("2026-11-23T14:12"), clock.WarnAt);
    }

    [Fact]
    public void A_stopped_clock_is_silent_and_remembers_whether_it_was_late()
    {
        var inTime = Promise("2026-11-20T10:00", 1);
        inTime.Stop(inTime.DueAt);
        inTime.Stop(inTime.DueAt.AddDays(3));
        var late = Promise("2026-11-20T10:00", 1);
        late.Stop(late.DueAt.AddSeconds(1));

        Assert.Equal(ClockSignal.None, late.SignalAt(late.DueAt.AddDays(1)));
        Assert.False(inTime.IsOverdueAt(inTime.DueAt.AddYears(1)));
        Assert.True(late.IsOverdueAt(late.DueAt));
    }

    [Fact]
    public void A_changed_holiday_table_moves_running_clocks_only()
    {
        var open = Promise("2026-12-30T10:00", 2);
        var stopped = Promise("2026-12-30T10:00", 2);
        stopped.Stop(China("2026-12-31T10:00"));
        var notice = new WorkingCalendar(WithAMakeUpSunday());

        Assert.Equal(China("2027-01-04T17:30"), open.DueAt);
        Assert.True(open.Recompute(notice));
        Assert.False(open.Recompute(notice));
        Assert.False(stopped.Recompute(notice));
        Assert.Equal((China("2027-01-03T17:30"), "notice-2027"), (open.DueAt, open.CalendarVersion));
        Assert.Equal((China("2027-01-04T17:30"), Calendar.Version), (stopped.DueAt, stopped.CalendarVersion));
    }

    [Fact]
    public void Each_signal_is_raised_once_and_in_order_whatever_the_clock_on_the_wall_does() =>
        Gen.Select(Gen.Enum<ClockKind>(), Gen.Int[-24, 240].Array[1, 30]).Sample((kind, hours) =>
        {
            var clock = Start(kind, new(5, TimeUnit.WorkingDay), "2026-11-16T10:00");
            ClockSignal[] raised = [.. hours.Select(hour => clock.Raise(clock.StartedAt.AddHours(hour))).Where(signal => signal != ClockSignal.None)];
            return raised.SequenceEqual(raised.Distinct().Order()) && (kind != ClockKind.CorrectionPeriod || raised.Length == 0);
        });

    [Fact]
    public void A_warning_is_raised_when_it_begins_and_a_card_as_soon_as_the_end_has_passed()
    {
        var clock = Promise("2026-11-16T10:00", 5);

        Assert.Equal(ClockSignal.None, clock.Raise(clock.WarnAt.AddTicks(-1)));
        Assert.Equal(ClockSignal.Warning, clock.Raise(clock.WarnAt));
        Assert.Equal(clock.DueAt, clock.SpeaksAt);
        Assert.Equal(ClockSignal.None, clock.Raise(clock.DueAt));
        Assert.Equal(ClockSignal.Yellow, clock.Raise(clock.DueAt.AddTicks(1)));
        Assert.Null(clock.SpeaksAt);
    }

    [Fact]
    public void A_card_that_nobody_could_warn_of_is_raised_without_a_warning_after_it()
    {
        var clock = Promise("2026-11-16T10:00", 5);

        Assert.Equal(ClockSignal.Yellow, clock.Raise(clock.DueAt.AddDays(1)));
        Assert.Equal(ClockSignal.None, clock.Raise(clock.WarnAt)); // the wall clock was set back
    }

    [Fact]
    public void What_was_stopped_in_time_raises_nothing_and_what_was_stopped_too_late_still_shows_its_card()
    {
        var inTime = Promise("2026-11-20T10:00", 1);
        inTime.Stop(inTime.DueAt);
        var late = Promise("2026-11-20T10:00", 1);
        late.Stop(late.DueAt.AddSeconds(1));

        Assert.Equal((null, ClockSignal.None), (inTime.SpeaksAt, inTime.Raise(inTime.DueAt.AddDays(1))));
        Assert.Equal(ClockSignal.Yellow, late.Raise(late.DueAt.AddDays(1)));
        Assert.Equal(ClockSignal.None, late.Raise(late.DueAt.AddDays(2)));
    }

    [Fact]
    public void A_changed_holiday_table_moves_what_is_still_to_be_raised_and_repeats_nothing()
    {
        var silent = Promise("2026-12-30T10:00", 2);
        var warned = Promise("2026-12-30T10:00", 2);
        Assert.Equal(ClockSignal.Warning, warned.Raise(warned.WarnAt));
        var longer = new WorkingCalendar(new("longer", [.. HolidayTable.Embedded.Years.Where(year => year.Year < 2027),
            new(2027, HolidayStatus.Official, null, [new("元旦", new(2027, 1, 1), new(2027, 1, 5))], [])]));
        var before = silent.DueAt;

        Assert.True(silent.Recompute(longer));
        Assert.True(warned.Recompute(longer));

        Assert.Equal((silent.WarnAt, ClockSignal.None), (silent.SpeaksAt!.Value, silent.Raise(before.AddSeconds(1))));
        Assert.Equal((warned.DueAt, ClockSignal.None), (warned.SpeaksAt!.Value, warned.Raise(warned.WarnAt)));
        Assert.Equal(ClockSignal.Yellow, warned.Raise(warned.DueAt.AddSeconds(1)));
    }

    [Fact]
    public void What_has_no_limit_cannot_start_a_clock() =>
        Assert.Throws<ArgumentException>(() => ServiceClock.Start(ClockKind.Statutory, Subject, TimeLimit.None, China("2026-11-23T10:00"), Calendar));

    [Fact]
    public void A_clock_ends_after_it_begins_warns_in_between_and_grows_with_its_limit() =>
        Gen.Select(
            Gen.Date[new DateTime(2025, 1, 1), new DateTime(2027, 10, 1)], Gen.Int[0, 86_399], Gen.Int[0, 40],
            Gen.Enum<ClockKind>(), Gen.Int[1, 3].Select(unit => (TimeUnit)unit))
        .Sample((day, second, value, kind, unit) =>
        {
            var at = new DateTimeOffset(day.Date, WorkingCalendar.Offset).AddSeconds(second);
            var clock = ServiceClock.Start(kind, Subject, new(value, unit), at, Calendar);
            var longer = ServiceClock.Start(kind, Subject, new(value + 1, unit), at, Calendar);
            return at <= clock.WarnAt && clock.WarnAt <= clock.DueAt && clock.DueAt <= longer.DueAt && Calendar.IsWorkingDay(clock.DueOn);
        });

    private static HolidayTable WithAMakeUpSunday() => new("notice-2027",
    [
        .. HolidayTable.Embedded.Years.Where(year => year.Year < 2027),
        new(2027, HolidayStatus.Official, null, [new("元旦", new(2027, 1, 1), new(2027, 1, 2))], [new(2027, 1, 3)]),
    ]);

    private static ServiceClock Promise(string start, int days) => Start(ClockKind.PreExamPromise, new(days, TimeUnit.WorkingDay), start);

    private static ServiceClock Start(ClockKind kind, TimeLimit limit, string start) =>
        ServiceClock.Start(kind, Subject, limit, China(start), Calendar);

    private static DateTimeOffset China(string text) => new(DateTime.Parse(text, null), WorkingCalendar.Offset);
}
