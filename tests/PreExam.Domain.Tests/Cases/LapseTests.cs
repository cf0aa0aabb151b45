using PreExam.Domain.Cases;
using static PreExam.Domain.Tests.Cases.CaseSamples;

namespace PreExam.Domain.Tests.Cases;

public sealed class LapseTests
{
    [Fact]
    public void A_case_does_not_lapse_without_a_warning()
    {
        var found = Draft();

        Assert.Equal("nothing_lapses", found.Lapse(Today.AddDays(31), Start.AddDays(31)).Refusal?.Code);
        Done(found.WarnOfLapse(Today.AddDays(27), Start.AddDays(27)));
        Assert.Equal("nothing_lapses", found.Lapse(Today.AddDays(30), Start.AddDays(30)).Refusal?.Code);
        Done(found.Lapse(Today.AddDays(31), Start.AddDays(31)));
        Assert.Equal(CaseState.Lapsed, found.State);
    }

    [Fact]
    public void A_warning_that_comes_late_leaves_a_day()
    {
        var found = Draft();

        Done(found.WarnOfLapse(Today.AddDays(50), Start.AddDays(50)));

        Assert.Equal(Today.AddDays(51), found.LapsesOn);
        Assert.Equal("nothing_lapses", found.Lapse(Today.AddDays(51), Start.AddDays(51)).Refusal?.Code);
        Done(found.Lapse(Today.AddDays(52), Start.AddDays(52)));
    }

    [Fact]
    public void Work_on_a_draft_moves_its_end_and_asks_for_a_new_warning()
    {
        var found = Draft();
        Done(found.WarnOfLapse(Today.AddDays(28), Start.AddDays(28)));

        Assert.Null(found.SetExplanations("sealed", Start.AddDays(29)));

        Assert.Equal(Today.AddDays(59), found.LapsesOn);
        Done(found.WarnOfLapse(Today.AddDays(57), Start.AddDays(57)));
    }

    [Fact]
    public void Work_on_a_returned_case_does_not_move_the_correction_period()
    {
        var found = Answered(InReview(), Start, (Proof, []));
        var until = found.LapsesOn;

        found.NotePageChange(Proof, Start.AddDays(3));

        Assert.Equal(until, found.LapsesOn);
    }

    [Theory]
    [InlineData(CaseState.Returned)]
    [InlineData(CaseState.Passed)]
    public void What_was_returned_or_passed_lapses_too(CaseState state)
    {
        var found = state == CaseState.Passed ? Answered(InReview(), Start) : Answered(InReview(), Start, (Proof, []));
        Assert.Equal(state, found.State);
        var last = found.LapsesOn!.Value;

        Done(found.WarnOfLapse(last.AddDays(-3), Start.AddDays(10)));
        var lapsed = found.Lapse(last.AddDays(1), Start.AddDays(100));

        Assert.Equal(state, Assert.IsType<CaseLapsed>(Assert.Single(lapsed.Events)).From);
    }
}
