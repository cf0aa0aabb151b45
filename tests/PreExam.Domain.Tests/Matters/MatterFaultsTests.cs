using PreExam.Domain.Checks;
using PreExam.Domain.Matters;
using PreExam.Domain.Tests.Checks;
using Xunit;

namespace PreExam.Domain.Tests.Matters;

public sealed class MatterFaultsTests
{
    private static readonly Matter Sound = Sample.Matter();

    [Fact]
    public void A_sound_matter_has_no_faults() => Assert.Empty(MatterFaults.Find(Sound));

    public static TheoryData<string, string> Broken => new()
    {
        { "twice", "/materials/1/slot" },
        { "short", "/shortTitle" },
        { "question", "/materials/0/requiredWhen" },
        { "option", "/materials/0/requiredWhen" },
        { "today", "/materials/0/requiredWhen" },
        { "later", "/situations/0/askWhen" },
        { "field", "/checks/0/holds" },
        { "target", "/checks/0/target" },
        { "pages", "/materials/0/maxPages" },
        { "identifier", "/form/1/type" },
        { "period", "/limits/correction/value" },
        { "track", "/trackChoices/SEAL" },
        { "track question", "/trackChoices/TAX" },
        { "track field", "/trackChoices/TAX" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Each_fault_is_found_at_its_place(string kind, string place) => Assert.Contains(MatterFaults.Find(Break(kind)), f => f.Place == place);

    private static Matter Choosing(string track, Condition choice) =>
        Sound with { FollowUpTracks = ["TAX"], TrackChoices = new Dictionary<string, Condition> { [track] = choice } };

    private static Matter Break(string kind)
    {
        var (first, second) = (Sound.Materials[0], Sound.Materials[1]);
        return kind switch
        {
            "twice" => Sound with { Materials = [first, second with { Slot = first.Slot }] },
            "short" => Sound with { ShortTitle = new string('长', 21) },
            "question" => Sound with { Materials = [first with { RequiredWhen = new AnswerIn("nothing", "x") }, second] },
            "option" => Sound with { Materials = [first with { RequiredWhen = new AnswerIn("rented", "perhaps") }, second] },
            "today" => Sound with
            {
                Materials = [first with { RequiredWhen = new Compare(new TodayValue(), Comparison.More, new Literal("2026-01-01")) }, second],
            },
            "later" => Sound with { Situations = [Sound.Situations[0] with { AskWhen = new AnswerIn("landlord", "firm") }, Sound.Situations[1]] },
            "field" => Sound with { Checks = [Sample.Check(new Given(new FormValue("nothing")))] },
            "target" => Sound with { Checks = [Sample.Check(new AllOf(), target: CheckTarget.OfSlot("nothing"))] },
            "pages" => Sound with { Materials = [first with { MinPages = 3 }, second] },
            "identifier" => Sound with { Form = [Sound.Form[0], Sound.Form[1] with { Identifier = null }, .. Sound.Form.Skip(2)] },
            "period" => Sound with { Limits = Sound.Limits with { Correction = new(null, LimitUnit.CalendarDay, Sample.Text("none")) } },
            "track" => Choosing("SEAL", new AnswerIn("rented", "yes")),
            "track question" => Choosing("TAX", new AnswerIn("nothing", "x")),
            "track field" => Choosing("TAX", new Given(new FormValue(Sound.Form[0].Id))),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }
}
