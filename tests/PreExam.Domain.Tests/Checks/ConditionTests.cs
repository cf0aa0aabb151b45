using PreExam.Domain.Checks;
using PreExam.Domain.Identifiers;
using PreExam.Domain.Matters;
using Xunit;

namespace PreExam.Domain.Tests.Checks;

public sealed class ConditionTests
{
    private static readonly Operand Signed = new FormValue("signedOn");

    private static CheckResult Result(Condition condition, CaseFacts? facts = null) =>
        (facts ?? Sample.Facts).Run(Sample.Check(condition)).Of("own")!.Result;

    [Theory]
    [InlineData("2026-11-23", CheckResult.Passed)]
    [InlineData("2026-11-24", CheckResult.Failed)]
    [InlineData("2026-02-30", CheckResult.Undetermined)]
    [InlineData(null, CheckResult.Undetermined)]
    public void A_day_is_held_against_today(string? signedOn, CheckResult expected) =>
        Assert.Equal(expected, Result(new Compare(Signed, Comparison.AtMost, new TodayValue()), Sample.Facts.WithForm("signedOn", signedOn)));

    [Theory]
    [InlineData("2026-11-16", CheckResult.Passed)] // Monday: five working days before Monday the 23rd
    [InlineData("2026-11-15", CheckResult.Failed)]
    [InlineData(null, CheckResult.Undetermined)]
    public void A_window_is_counted_in_working_days(string? signedOn, CheckResult expected) => Assert.Equal(
        expected,
        Result(new Compare(Signed, Comparison.AtLeast, new Shifted(new TodayValue(), -5, ShiftUnit.WorkingDay)), Sample.Facts.WithForm("signedOn", signedOn)));

    [Fact]
    public void A_window_over_the_national_holiday_leaves_its_rest_days_out()
    {
        var facts = Sample.Facts with { Today = new(2026, 10, 9) };
        var condition = new Compare(Signed, Comparison.AtLeast, new Shifted(new TodayValue(), -3, ShiftUnit.WorkingDay));

        Assert.Equal(CheckResult.Passed, Result(condition, facts.WithForm("signedOn", "2026-09-29")));
        Assert.Equal(CheckResult.Failed, Result(condition, facts.WithForm("signedOn", "2026-09-28")));
    }

    [Theory]
    [InlineData("12", CheckResult.Passed)]
    [InlineData("12.0", CheckResult.Passed)]
    [InlineData("9", CheckResult.Failed)]
    [InlineData("many", CheckResult.Undetermined)]
    [InlineData(null, CheckResult.Undetermined)]
    public void Numbers_compare_as_numbers(string? staff, CheckResult expected) =>
        Assert.Equal(expected, Result(new Compare(new FormValue("staff"), Comparison.AtLeast, new Literal("12")), Sample.Facts.WithForm("staff", staff)));

    [Theory]
    [InlineData("示例县人民路1号", CheckResult.Passed)]
    [InlineData("示例县，人民路１號", CheckResult.Passed)]
    [InlineData("示例县人民路2号", CheckResult.Failed)]
    [InlineData(null, CheckResult.Undetermined)]
    public void Addresses_compare_without_their_punctuation(string? onLease, CheckResult expected)
    {
        var facts = onLease is null ? Sample.Facts : Sample.Facts.WithMaterial("lease", m => m with { Fields = new Dictionary<string, string> { ["address"] = onLease } });

        Assert.Equal(expected, Result(new SameAs(new PaperValue("lease", "address"), new FormValue("address"), Normalisation.Address), facts));
    }

    [Theory]
    [InlineData("李四", CheckResult.Passed)]
    [InlineData("李　四", CheckResult.Passed)]
    [InlineData("李五", CheckResult.Failed)]
    public void Names_compare_without_their_spaces(string name, CheckResult expected) => Assert.Equal(
        expected,
        Result(new SameAs(new FormValue("name"), new ApplicantValue(ApplicantFact.Name), Normalisation.PersonName), Sample.Facts.WithForm("name", name)));

    [Theory]
    [InlineData("33119919850312017X", CheckResult.Passed)]
    [InlineData("331199198503120179", CheckResult.Failed)]
    [InlineData(null, CheckResult.Undetermined)]
    public void An_identifier_is_judged_by_its_kind(string? number, CheckResult expected) =>
        Assert.Equal(expected, Result(new IdentifierValid(new FormValue("idNumber"), IdentifierKind.ResidentId), Sample.Facts.WithForm("idNumber", number)));

    [Theory]
    [InlineData("331199201011230350", 16, CheckResult.Passed)] // sixteen on the very day
    [InlineData("331199201011230350", 17, CheckResult.Failed)]
    [InlineData("331199201011230351", 16, CheckResult.Undetermined)] // no valid number, no birth date
    public void Age_counts_completed_years(string number, int atLeast, CheckResult expected) => Assert.Equal(
        expected,
        Result(new AgeIn(new BirthDateIn(new FormValue("idNumber")), new TodayValue(), atLeast, null), Sample.Facts.WithForm("idNumber", number)));

    [Theory]
    [InlineData("no", CheckResult.Passed)]
    [InlineData("yes", CheckResult.Failed)]
    [InlineData("perhaps", CheckResult.Undetermined)]
    [InlineData(null, CheckResult.Undetermined)]
    public void An_answer_that_is_no_option_is_no_answer(string? answer, CheckResult expected)
    {
        var answers = answer is null ? Sample.Answers() : Sample.Answers(("rented", answer));

        Assert.Equal(expected, Result(new AnswerIn("rented", "no"), Sample.Facts with { Answers = answers }));
    }

    [Fact]
    public void A_question_that_is_not_asked_has_no_answer_even_if_one_was_sent() => Assert.Equal(
        CheckResult.Failed,
        Result(new AnswerIn("landlord", "firm"), Sample.Facts with { Answers = Sample.Answers(("rented", "no"), ("landlord", "firm")) }));

    [Fact]
    public void A_check_that_does_not_apply_says_nothing()
    {
        var check = Sample.Check(new Given(new FormValue("staff")), when: new AnswerIn("rented", "yes"));

        Assert.Null(Sample.Facts.Run(check).Of("own"));
        Assert.Equal(CheckResult.Undetermined, (Sample.Facts with { Answers = Sample.Answers() }).Run(check).Of("own")!.Result);
    }

    [Fact]
    public void The_explanation_names_both_values_and_masks_the_number()
    {
        var condition = new SameAs(new FormValue("idNumber"), new ApplicantValue(ApplicantFact.IdNumber), Normalisation.Identifier);

        var finding = Sample.Facts.WithForm("idNumber", "331199195106010133").Run(Sample.Check(condition)).Of("own")!;

        Assert.Equal(CheckResult.Failed, finding.Result);
        Assert.Equal(["331199********0133", "331199********017X"], finding.Explanation.Values.Select(v => v.Value));
        Assert.DoesNotContain("19510601", finding.Explanation.Sentence.Zh, StringComparison.Ordinal);
        Assert.Contains("must be the same", finding.Explanation.Sentence.En, StringComparison.Ordinal);
    }

    [Fact]
    public void The_explanation_of_an_unknown_says_what_is_missing()
    {
        var finding = Sample.Facts.Run(Sample.Check(new AllOf(
            new Compare(Signed, Comparison.AtMost, new TodayValue()),
            new Compare(new FormValue("staff"), Comparison.More, new Literal("0"))))).Of("own")!;

        Assert.Equal(CheckResult.Undetermined, finding.Result);
        Assert.Contains("can't be told without staff", finding.Explanation.Sentence.En, StringComparison.Ordinal);
        Assert.DoesNotContain("signed on", finding.Explanation.Sentence.En, StringComparison.Ordinal);
        Assert.Null(Assert.Single(finding.Explanation.Values, v => v.Origin == ValueOrigin.Form).Value);
    }
}
