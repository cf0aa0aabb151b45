using CsCheck;
using PreExam.Domain.Checks;
using PreExam.Domain.Matters;
using Xunit;

namespace PreExam.Server.Tests.Catalogue;

public sealed class RequirementTests
{
    private const string Individual = "999070010101";
    private const string Company = "999070010201";
    private const string Subsidy = "999050070101";

    [Theory]
    // One person, mainland, nothing special: the premises alone change the list.
    [InlineData(Individual, "form=person premises=own named=no prior=no operator=mainland food=no agent=no", "application idCard.operator title.own")]
    [InlineData(Individual, "form=person premises=rent named=yes prior=no operator=mainland food=no agent=no", "application idCard.operator lease title.landlord")]
    [InlineData(Individual, "form=person premises=home named=no prior=no operator=mainland food=no agent=no", "application idCard.operator title.own residentialConsent")]
    [InlineData(Individual, "form=person premises=online named=no prior=no operator=mainland food=no agent=no", "application idCard.operator onlinePremises")]
    [InlineData(Individual, "form=person premises=declare named=no prior=no operator=mainland food=no agent=no", "application idCard.operator premisesDeclaration")]
    [InlineData(Individual, "form=family premises=declare named=no prior=no operator=hmt food=no agent=no", "application permit.operator householdBook idCard.family premisesDeclaration")]
    [InlineData(Individual, "form=person premises=declare named=no prior=yes operator=mainland food=yes agent=yes", "application idCard.operator premisesDeclaration priorApproval foodCommitment powerOfAttorney idCard.agent")]
    [InlineData(Company, "holders=natural premises=own prior=no tracks= filings=none agent=no", "application articles appointment idCard.officers idCard.shareholders beneficialOwner title.own")]
    [InlineData(Company, "holders=corporate premises=rent prior=no tracks=tax,bank filings=none agent=no", "application articles appointment idCard.officers shareholderLicence beneficialOwner lease title.landlord")]
    [InlineData(Company, "holders=natural,corporate,overseas premises=declare prior=yes tracks=seal filings=property agent=yes",
        "application articles appointment idCard.officers idCard.shareholders shareholderLicence overseasInvestor beneficialOwner premisesDeclaration priorApproval powerOfAttorney idCard.agent")]
    [InlineData(Subsidy, "subsidy=living level=1 low_income=yes who=self", "application disabilityCertificate idCard.person householdBook lowIncomeProof bankCard")]
    [InlineData(Subsidy, "subsidy=care level=1 low_income=no who=self care_mode=home", "application disabilityCertificate idCard.person householdBook bankCard careStatement")]
    [InlineData(Subsidy, "subsidy=living,care level=2 low_income=yes who=guardian care_mode=day",
        "application disabilityCertificate idCard.person householdBook lowIncomeProof bankCard careStatement guardianProof idCard.agent")]
    [InlineData(Subsidy, "subsidy=care level=2 low_income=no who=village care_mode=institution",
        "application disabilityCertificate idCard.person householdBook bankCard careStatement powerOfAttorney idCard.agent")]
    public void Complete_answers_give_the_exact_list(string code, string answers, string slots)
    {
        var list = Shipped.Version(code).RequirementsFor(Answers(answers));

        Assert.True(list.IsComplete);
        Assert.False(list.IsBlocked);
        Assert.All(list.Materials, m => Assert.Equal(Truth.Yes, m.Required));
        Assert.Equal(slots.Split(' '), list.Materials.Select(m => m.Requirement.Slot));
    }

    [Fact]
    public void The_reason_names_the_answer_that_put_a_material_on_the_list()
    {
        var lease = Shipped.Version(Individual).RequirementsFor(Answers("premises=rent")).Materials.Single(m => m.Requirement.Slot == "lease");

        Assert.Equal("Because you answered \"rented\" to \"What are the premises?\".", lease.Why.En);
        Assert.Contains("租赁房屋", lease.Why.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void A_material_that_hangs_on_a_missing_answer_is_on_the_list_as_unknown()
    {
        var list = Shipped.Version(Individual).RequirementsFor(Answers(""));

        Assert.Equal(["form", "premises", "named", "prior", "operator", "food", "agent"], list.Unanswered.Select(s => s.Id));
        var lease = list.Materials.Single(m => m.Requirement.Slot == "lease");
        Assert.Equal(Truth.Unknown, lease.Required);
        Assert.Equal("Whether it is needed depends on your answer to \"What are the premises?\".", lease.Why.En);
    }

    [Theory]
    [InlineData(Individual, "premises=online food=yes", "online.food")]
    [InlineData(Company, "filings=none,property", "filings.contradict")]
    [InlineData(Subsidy, "subsidy=living low_income=no", "living.income")]
    [InlineData(Subsidy, "subsidy=care level=other", "care.level")]
    public void Contradicting_answers_are_told_before_anything_is_uploaded(string code, string answers, string rule) =>
        Assert.Equal(rule, Assert.Single(Shipped.Version(code).RequirementsFor(Answers(answers)).Rules).Id);

    [Fact]
    public void The_question_about_care_is_asked_only_with_the_care_subsidy()
    {
        var matter = Shipped.Version(Subsidy);

        Assert.Contains(matter.RequirementsFor(Answers("subsidy=care")).Asked, s => s.Id == "care_mode");
        Assert.DoesNotContain(matter.RequirementsFor(Answers("subsidy=living")).Asked, s => s.Id == "care_mode");
    }

    [Fact]
    public void Each_sensitive_kind_on_the_list_asks_for_its_own_consent()
    {
        var matter = Shipped.Version(Subsidy);

        Assert.Equal(
            [Sensitivity.Health, Sensitivity.Disability, Sensitivity.Financial, Sensitivity.Minor],
            matter.ConsentsFor(matter.RequirementsFor(Answers("subsidy=care level=1 low_income=no who=guardian care_mode=home"))));
        Assert.Equal(
            [Sensitivity.Disability, Sensitivity.Financial],
            matter.ConsentsFor(matter.RequirementsFor(Answers("subsidy=living level=1 low_income=yes who=self"))));
    }

    [Fact]
    public void An_answer_more_never_brings_back_a_material_that_was_ruled_out()
    {
        foreach (var code in (string[])[Individual, Company, Subsidy])
        {
            var version = Shipped.Version(code);
            var situations = version.Matter.Situations;
            var pick = Gen.Int[0, 7].Array[situations.Count];
            Gen.Select(pick, Gen.Int[0, situations.Count - 1]).Sample((choices, upTo) =>
            {
                IReadOnlyDictionary<string, IReadOnlyList<string>> Some(int count) => situations.Take(count).ToDictionary(
                    s => s.Id, s => (IReadOnlyList<string>)[s.Options[choices[situations.ToList().IndexOf(s)] % s.Options.Count].Value]);
                var few = version.RequirementsFor(Some(upTo)).Materials.Select(m => m.Requirement.Slot).ToHashSet();
                var more = version.RequirementsFor(Some(upTo + 1)).Materials;
                return more.All(m => few.Contains(m.Requirement.Slot));
            });
        }
    }

    private static Dictionary<string, IReadOnlyList<string>> Answers(string text) => text
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(part => part.Split('='))
        .ToDictionary(part => part[0], part => (IReadOnlyList<string>)part[1].Split(',', StringSplitOptions.RemoveEmptyEntries));
}
