using CsCheck;
using PreExam.Domain.Cases;
using PreExam.Domain.Checks;
using PreExam.Domain.Matters;
using PreExam.Domain.People;
using Xunit;

namespace PreExam.Domain.Tests.Checks;

public sealed class CheckPlanTests
{
    private static readonly ExpiryCheck Expiry = new()
    {
        Id = "expiry", Severity = Severity.Blocker, Target = CheckTarget.OfSlot("idCard", "validUntil"), Slot = "idCard", Field = "validUntil",
    };

    [Fact]
    public void A_case_without_faults_has_nothing_open() => Assert.Empty(Sample.Facts.Run(Expiry).Open);

    [Fact]
    public void A_missing_paper_blocks_and_an_explained_one_is_left_to_a_person()
    {
        var missing = Sample.Facts.WithCardPages();
        var unavailable = missing.WithMaterial("idCard", m => m with { Unavailable = true });

        Assert.Equal((CheckResult.Failed, Severity.Blocker), Told(missing.Run().Of("material.present")));
        Assert.Equal((CheckResult.Undetermined, Severity.Blocker), Told(unavailable.Run().Of("material.present")));
        Assert.Equal((CheckResult.Passed, Severity.Blocker), Told(Sample.Facts.Run().Of("material.present")));
    }

    [Fact]
    public void A_tolerable_paper_that_is_missing_may_be_explained()
    {
        var facts = Sample.Facts with { Answers = Sample.Answers(("rented", "yes"), ("landlord", "person")) };

        Assert.Equal((CheckResult.Failed, Severity.Warning), Told(facts.Run().Of("material.present", CheckTarget.OfSlot("lease"))));
    }

    [Fact]
    public void A_paper_that_hangs_on_a_missing_answer_is_undetermined_and_one_not_asked_for_is_only_noticed()
    {
        var unanswered = Sample.Facts with { Answers = Sample.Answers() };
        var superfluous = Sample.Facts.WithMaterial("lease", m => m with { Pages = [new PageFacts(Guid.NewGuid(), PageState.Ready, ["IMG_BLUR"])] });

        Assert.Equal((CheckResult.Undetermined, Severity.Warning), Told(unanswered.Run().Of("material.present", CheckTarget.OfSlot("lease"))));
        Assert.Equal((CheckResult.Failed, Severity.Notice), Told(superfluous.Run().Of("material.unneeded")));
        Assert.Null(superfluous.Run().Of("page.IMG_BLUR"));
    }

    [Fact]
    public void Page_counts_are_too_few_right_too_many_or_not_known_yet()
    {
        PageFacts front = new(Sample.Front, PageState.Ready, []), back = new(Sample.Back, PageState.Ready, []);

        Assert.Equal(CheckResult.Failed, Sample.Facts.WithCardPages(front).Run().Of("material.pages")!.Result);
        Assert.Equal(CheckResult.Passed, Sample.Facts.WithCardPages(front, back).Run().Of("material.pages")!.Result);
        Assert.Equal(CheckResult.Passed, Sample.Facts.WithCardPages(front with { Pictures = 2 }).Run().Of("material.pages")!.Result);
        Assert.Equal(CheckResult.Failed, Sample.Facts.WithCardPages(front, back, back with { Id = Guid.NewGuid() }).Run().Of("material.pages")!.Result);
        Assert.Equal(CheckResult.Undetermined, Sample.Facts.WithCardPages(front with { State = PageState.Received }).Run().Of("material.pages")!.Result);
    }

    [Theory]
    [InlineData(PageState.Ready, "IMG_BLUR", "page.IMG_BLUR", CheckResult.Failed, Severity.Warning)]
    [InlineData(PageState.Ready, "IMG_SKEW", "page.IMG_SKEW", CheckResult.Failed, Severity.Notice)]
    [InlineData(PageState.Ready, "SOMETHING_NEW", "page.SOMETHING_NEW", CheckResult.Failed, Severity.Warning)]
    [InlineData(PageState.Ready, null, "page.quality", CheckResult.Passed, Severity.Warning)]
    [InlineData(PageState.Received, null, "page.quality", CheckResult.Undetermined, Severity.Warning)]
    [InlineData(PageState.Unreadable, null, "page.unreadable", CheckResult.Failed, Severity.Blocker)]
    [InlineData(PageState.Quarantined, "KILLED", "page.quarantined", CheckResult.Failed, Severity.Warning)]
    public void Page_quality_is_told_in_words_and_only_an_unreadable_file_blocks(
        PageState state, string? code, string check, CheckResult result, Severity severity)
    {
        var facts = Sample.Facts.WithCardPages(new PageFacts(Sample.Front, state, code is null ? [] : [code]), new PageFacts(Sample.Back, PageState.Ready, []));

        var finding = facts.Run().Of(check, CheckTarget.OfPage(Sample.Front, "idCard"));

        Assert.Equal((result, severity), Told(finding));
    }

    [Theory]
    [InlineData("2026-11-22", CheckResult.Failed, Severity.Blocker)]
    [InlineData("2026-11-23", CheckResult.Failed, Severity.Warning)] // valid on its last day, and near its end
    [InlineData("2026-12-22", CheckResult.Failed, Severity.Warning)]
    [InlineData("2026-12-23", CheckResult.Passed, Severity.Blocker)]
    [InlineData("long-term", CheckResult.Passed, Severity.Blocker)]
    [InlineData("2026-13-01", CheckResult.Undetermined, Severity.Blocker)]
    [InlineData(null, CheckResult.Undetermined, Severity.Blocker)]
    public void A_paper_that_ended_blocks_and_one_that_ends_soon_is_warned_of(string? until, CheckResult result, Severity severity)
    {
        var facts = Sample.Facts.WithMaterial("idCard", m => m with { Fields = until is null ? new Dictionary<string, string>() : new() { ["validUntil"] = until } });

        Assert.Equal((result, severity), Told(facts.Run(Expiry).Of("expiry")));
    }

    [Theory]
    [InlineData("signedOn", null, "field.present", CheckResult.Failed)]
    [InlineData("signedOn", "yesterday", "field.form", CheckResult.Failed)]
    [InlineData("signedOn", "2026-11-20", "field.form", CheckResult.Passed)]
    [InlineData("staff", "ten", "field.form", CheckResult.Failed)]
    [InlineData("idNumber", "331199198503120179", "field.identifier", CheckResult.Failed)]
    [InlineData("idNumber", "33119919850312017x", "field.identifier", CheckResult.Passed)]
    public void Typed_values_must_be_there_and_of_their_form(string field, string? value, string check, CheckResult expected) =>
        Assert.Equal(expected, Sample.Facts.WithForm(field, value).Run().Of(check, CheckTarget.OfField(field))!.Result);

    [Fact]
    public void An_optional_field_may_stay_empty() => Assert.DoesNotContain(Sample.Facts.Run().Findings, f => f.Target == CheckTarget.OfField("staff"));

    [Fact]
    public void A_rule_that_redirects_blocks_and_says_why()
    {
        var finding = (Sample.Facts with { Answers = Sample.Answers(("rented", "yes"), ("landlord", "firm")) }).Run().Of("rule.firm")!;

        Assert.Equal((CheckResult.Failed, Severity.Blocker), Told(finding));
        Assert.Equal("elsewhere", finding.Message.En);
    }

    [Fact]
    public void A_question_that_became_visible_must_be_answered()
    {
        var report = (Sample.Facts with { Answers = Sample.Answers(("rented", "yes")) }).Run();

        Assert.Equal(CheckResult.Failed, report.Of("question.answered", CheckTarget.OfQuestion("landlord"))!.Result);
        Assert.Null(Sample.Facts.Run().Of("question.answered", CheckTarget.OfQuestion("landlord")));
    }

    [Fact]
    public void A_person_who_is_not_known_by_name_yet_is_told_so()
    {
        var facts = Sample.Facts with { Applicant = Sample.Facts.Applicant with { Level = IdentityLevel.Phone } };

        Assert.Equal((CheckResult.Failed, Severity.Blocker), Told(facts.Run().Of("applicant.level")));
    }

    [Theory]
    [InlineData(2012, false, false, CheckResult.Passed)] // fourteen: acts alone, no finding
    [InlineData(2013, false, true, CheckResult.Failed)]
    [InlineData(2013, true, true, CheckResult.Passed)]
    [InlineData(2013, true, false, CheckResult.Failed)]
    public void A_child_acts_through_a_guardian_where_the_matter_allows_it(int born, bool through, bool allowed, CheckResult expected)
    {
        var matter = Sample.Matter() with { GuardianAllowed = allowed };
        var facts = Sample.Facts with { Applicant = Sample.Facts.Applicant with { BirthDate = new(born, 11, 23), ThroughGuardian = through } };

        Assert.Equal(expected, CheckPlan.Compile(matter).Run(facts).Of("applicant.guardian")?.Result ?? CheckResult.Passed);
    }

    [Fact]
    public void A_finding_keeps_its_id_when_values_change_and_a_new_page_has_a_new_one()
    {
        PageFacts blurred = new(Sample.Front, PageState.Ready, ["IMG_BLUR"]), back = new(Sample.Back, PageState.Ready, []);

        var first = Sample.Facts.WithCardPages(blurred, back).Run().Of("page.IMG_BLUR")!;
        var again = Sample.Facts.WithForm("staff", "3").WithCardPages(back, blurred).Run().Of("page.IMG_BLUR")!;
        var replaced = Sample.Facts.WithCardPages(blurred with { Id = Guid.NewGuid() }, back).Run().Of("page.IMG_BLUR")!;

        Assert.Equal(first.Id, again.Id);
        Assert.NotEqual(first.Id, replaced.Id);
    }

    [Fact]
    public void No_two_findings_of_a_run_share_an_id_and_the_same_facts_give_the_same_report()
    {
        var codes = Gen.OneOf("IMG_BLUR", "IMG_DARK", "IMG_GLARE").Array[0, 3]; // twice where two pictures of one file have it
        var page = Gen.Select(Gen.Guid, Gen.Enum<PageState>(), codes).Select((id, state, found) => new PageFacts(id, state, found));
        var answers = Gen.OneOf("yes", "no", "neither");

        Gen.Select(page.Array[0, 4], answers, Gen.OneOf<string?>(null, "", "2026-11-20", "x")).Sample((pages, rented, signedOn) =>
        {
            var facts = (Sample.Facts with { Answers = Sample.Answers(("rented", rented)) }).WithCardPages(pages).WithForm("signedOn", signedOn);
            var plan = CheckPlan.Compile(Sample.Matter(Expiry));
            var (one, two) = (plan.Run(facts), plan.Run(facts));
            return one.Findings.Select(f => f.Id).Distinct().Count() == one.Findings.Count
                && one.Findings.Select(f => (f.Id, f.Result, f.Explanation.Sentence)).SequenceEqual(two.Findings.Select(f => (f.Id, f.Result, f.Explanation.Sentence)));
        });
    }

    private static (CheckResult, Severity) Told(Finding? finding)
    {
        Assert.NotNull(finding);
        Assert.NotEmpty(finding.Message.Zh);
        Assert.NotEmpty(finding.Explanation.Sentence.Zh);
        return (finding.Result, finding.Severity);
    }
}
