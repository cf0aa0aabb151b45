using System.Text.Json;
using PreExam.Domain.Time;

namespace PreExam.Domain.Tests.Time;

public sealed class HolidayTableTests
{
    [Fact]
    public void The_table_that_comes_along_has_two_official_years_and_a_provisional_one()
    {
        Assert.Empty(HolidayTable.Embedded.FindFaults());
        Assert.Equal(
            [(2025, HolidayStatus.Official), (2026, HolidayStatus.Official), (2027, HolidayStatus.Provisional)],
            HolidayTable.Embedded.Years.Select(year => (year.Year, year.Status)));
    }

    [Fact]
    public void A_table_written_and_read_makes_the_same_calendar()
    {
        var again = HolidayTable.Parse(HolidayTable.Embedded.ToJson());

        Assert.Equal(HolidayTable.Embedded.ToJson(), again.ToJson());
        Assert.Equal(HolidayTable.Embedded.Version, again.Version);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var table = new HolidayTable("broken",
        [
            new(2028, HolidayStatus.Provisional, null, [new("backwards", new(2028, 5, 3), new(2028, 5, 1))], []),
            new(2028, HolidayStatus.Provisional, null, [new("next year", new(2028, 12, 31), new(2029, 1, 1))], [new(2028, 12, 31)]),
            new(1, HolidayStatus.Provisional, null, [], []),
        ]);

        var codes = table.FindFaults().Select(fault => fault.Code);

        Assert.Equal(["period_backwards", "duplicate_year", "day_outside_year", "day_both", "year_out_of_range"], codes);
        Assert.Throws<ArgumentException>(() => new WorkingCalendar(table));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"version":"x","years":[{"year":2026,"status":"guessed","rest":[],"makeUp":[]}]}""")]
    [InlineData("""{"version":"x","years":[{"year":2026,"status":"official","source":null,"rest":[{"name":"x","from":"2026-02-30","to":"2026-03-01"}],"makeUp":[]}]}""")]
    public void Text_of_another_form_is_refused(string json) => Assert.ThrowsAny<JsonException>(() => HolidayTable.Parse(json));

    [Fact]
    public void An_office_cannot_close_before_it_opens() =>
        Assert.Throws<ArgumentException>(() => new WorkingCalendar(HolidayTable.Embedded, new WorkingHours(new(17, 0), new(9, 0))));
}
