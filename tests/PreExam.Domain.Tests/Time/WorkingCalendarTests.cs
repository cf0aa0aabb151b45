using System.Text.Json;
using CsCheck;
using PreExam.Domain.Time;

namespace PreExam.Domain.Tests.Time;

public sealed class WorkingCalendarTests
{
    private static readonly Published Published = Read();
    private static readonly WorkingCalendar Calendar = new(HolidayTable.Embedded);
    private static readonly Gen<DateOnly> Day = Gen.Date[new DateTime(2024, 12, 1), new DateTime(2028, 2, 1)].Select(DateOnly.FromDateTime);

    public static TheoryData<DateOnly, int, DateOnly, string> Deadlines =>
        new(Published.Deadlines.Select(row => (row.Start, row.WorkingDays, row.Deadline, row.Why)));

    public static TheoryData<DateOnly, DateOnly, int> Counts => new(Published.Counts.Select(row => (row.After, row.Through, row.WorkingDays)));

    [Theory]
    [MemberData(nameof(Deadlines))]
    public void A_deadline_falls_where_it_was_published(DateOnly start, int days, DateOnly deadline, string why) =>
        Assert.True(deadline == Calendar.AddWorkingDays(start, days), why);

    [Theory]
    [MemberData(nameof(Counts))]
    public void Working_days_between_are_as_published(DateOnly after, DateOnly through, int days) =>
        Assert.Equal(days, Calendar.CountWorkingDays(after, through));

    [Fact]
    public void Every_month_has_as_many_working_days_as_published() => Assert.All(Published.WorkingDaysByMonth, year =>
    {
        var first = new DateOnly(int.Parse(year.Key, null), 1, 1);
        var months = Enumerable.Range(0, 12).Select(first.AddMonths);
        Assert.Equal(year.Value, months.Select(month => Calendar.CountWorkingDays(month.AddDays(-1), month.AddMonths(1).AddDays(-1))));
    });

    [Fact]
    public void Every_published_vector_is_looked_at() => Assert.Equal((12, 3, 3), (Deadlines.Count, Counts.Count, Published.WorkingDaysByMonth.Count));

    [Fact]
    public void Adding_and_counting_are_each_others_opposite() => Gen.Select(Day, Gen.Int[1, 60]).Sample((start, days) =>
    {
        var end = Calendar.AddWorkingDays(start, days);
        return Calendar.IsWorkingDay(end) && Calendar.CountWorkingDays(start, end) == days;
    });

    [Fact]
    public void Adding_in_two_steps_ends_on_the_same_day() => Gen.Select(Day, Gen.Int[1, 30], Gen.Int[1, 30]).Sample((start, one, two) =>
        Calendar.AddWorkingDays(Calendar.AddWorkingDays(start, one), two) == Calendar.AddWorkingDays(start, one + two));

    [Fact]
    public void Going_back_returns_to_the_working_day_one_came_from() => Gen.Select(Day, Gen.Int[1, 60]).Sample((start, days) =>
    {
        var workingDay = Calendar.OnOrAfter(start);
        return Calendar.AddWorkingDays(Calendar.AddWorkingDays(workingDay, days), -days) == workingDay;
    });

    [Fact]
    public void Working_time_added_is_working_time_between() =>
        Gen.Select(Day, Gen.Int[0, 86_399], Gen.Int[1, 400_000]).Sample((day, second, seconds) =>
        {
            var from = WorkingCalendar.At(day, TimeOnly.MinValue).AddSeconds(second);
            var to = Calendar.AddWorkingTime(from, TimeSpan.FromSeconds(seconds));
            return Calendar.IsOpen(to) && Calendar.WorkingTimeBetween(from, to) == TimeSpan.FromSeconds(seconds);
        });

    [Fact]
    public void The_day_in_China_begins_at_four_in_the_afternoon_of_Greenwich()
    {
        Assert.Equal(new DateOnly(2026, 11, 23), WorkingCalendar.DayOf(Utc("2026-11-23T15:59:59Z")));
        Assert.Equal(new DateOnly(2026, 11, 24), WorkingCalendar.DayOf(Utc("2026-11-23T16:00:00Z")));
    }

    [Theory]
    [InlineData("2026-11-20T09:30:00Z", "2026-11-20")] // Friday 17:30: still that day
    [InlineData("2026-11-20T09:30:01Z", "2026-11-23")]
    [InlineData("2026-11-21T02:00:00Z", "2026-11-23")] // Saturday
    [InlineData("2026-11-22T22:00:00Z", "2026-11-23")] // Monday 06:00, before opening
    [InlineData("2026-02-13T12:00:00Z", "2026-02-14")] // Friday evening before a make-up Saturday
    public void What_comes_after_closing_belongs_to_the_next_working_day(string instant, string day) =>
        Assert.Equal(DateOnly.Parse(day, null), Calendar.WorkingDayOf(Utc(instant)));

    [Theory]
    [InlineData("2026-09-30T10:00:00Z", "2026-10-08T00:30:00Z")] // over the National Day week
    [InlineData("2026-11-23T00:00:00Z", "2026-11-23T00:30:00Z")]
    [InlineData("2026-11-23T00:30:00Z", "2026-11-24T00:30:00Z")]
    public void The_office_opens_next_on_a_working_morning(string instant, string opening) =>
        Assert.Equal(Utc(opening), Calendar.NextOpening(Utc(instant)));

    [Fact]
    public void Only_years_with_a_notice_are_certain()
    {
        Assert.True(Calendar.IsCertain(new(2026, 12, 31)));
        Assert.False(Calendar.IsCertain(new(2027, 1, 1)));
        Assert.False(Calendar.IsCertain(new(2029, 1, 1)));
    }

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, null);

    private static Published Read()
    {
        using var stream = typeof(WorkingCalendarTests).Assembly.GetManifestResourceStream("working-days.json")!;
        return JsonSerializer.Deserialize<Published>(stream, JsonSerializerOptions.Web)!;
    }
}

internal sealed record Published(
    IReadOnlyList<PublishedDeadline> Deadlines, IReadOnlyList<PublishedCount> Counts, IReadOnlyDictionary<string, int[]> WorkingDaysByMonth);

internal sealed record PublishedDeadline(DateOnly Start, int WorkingDays, DateOnly Deadline, string Why);

internal sealed record PublishedCount(DateOnly After, DateOnly Through, int WorkingDays);
