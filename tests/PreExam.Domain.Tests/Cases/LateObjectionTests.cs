using PreExam.Domain.Cases;
using static PreExam.Domain.Tests.Cases.CaseSamples;

namespace PreExam.Domain.Tests.Cases;

/// <summary>Whatever was visible is told the first time; a later objection to it is flagged and says why (一次性告知).</summary>
public sealed class LateObjectionTests
{
    private const string OldPage = "old page";
    private const string NewPage = "new page";

    [Fact]
    public void In_the_first_round_nothing_is_late()
    {
        var found = InReview();

        Assert.Null(Object(found, Card, [], OldPage));
        Assert.False(found.FindMaterial(Card)!.Verdict!.IsLate);
    }

    [Fact]
    public void An_objection_to_an_unchanged_paper_needs_a_reason_and_is_flagged()
    {
        var found = SecondRound();

        Assert.Equal("late_objection_reason_missing", Object(found, Card, [])?.Code);
        Assert.Null(found.FindMaterial(Card)!.Verdict);
        Assert.Null(Say(found, Card, [], Rejection() with { LateReason = "上次漏看" }));
        Assert.True(found.FindMaterial(Card)!.Verdict!.IsLate);
    }

    [Fact]
    public void An_objection_to_a_changed_paper_is_not_late_and_keeps_no_reason()
    {
        var found = SecondRound(c => c.NotePageChange(Card, Start.AddHours(1)));

        Assert.Null(Say(found, Card, [], Rejection() with { LateReason = "not needed" }));
        Assert.Equal((false, null), (found.FindMaterial(Card)!.Verdict!.IsLate, found.FindMaterial(Card)!.Verdict!.LateReason));
    }

    [Fact]
    public void Of_a_changed_paper_the_page_that_did_not_change_is_still_late()
    {
        var found = SecondRound(c => c.NotePageChange(Card, Start.AddHours(1)));

        Assert.Equal("late_objection_reason_missing", Object(found, Card, [NewPage], NewPage, OldPage)?.Code);
        Assert.Null(Object(found, Card, [NewPage], NewPage));
    }

    [Fact]
    public void What_was_told_and_not_mended_may_be_told_again()
    {
        var found = SecondRound(null, OldPage);

        Assert.Null(Object(found, Proof, [], OldPage));
        Assert.False(found.FindMaterial(Proof)!.Verdict!.IsLate);
    }

    [Fact]
    public void Beside_what_was_told_a_page_that_nobody_named_is_late()
    {
        var found = SecondRound(null, OldPage);

        Assert.Equal("late_objection_reason_missing", Object(found, Proof, [], OldPage, "a page that stood there all the time")?.Code);
    }

    [Fact]
    public void A_paper_told_as_a_whole_may_be_told_again_in_part()
    {
        var found = SecondRound();

        Assert.Null(Object(found, Proof, [], OldPage));
    }

    [Fact]
    public void A_paper_asked_for_the_first_time_was_never_visible()
    {
        var found = Answered(InReview(), Start, (Proof, []));
        Done(found.Submit([], [], [], [Material.FormSlot, Card, Proof, "lease"], Start.AddDays(1), Start.AddHours(2)));
        InReview(found, Start.AddHours(2));

        Assert.Null(Object(found, "lease", []));
        Assert.False(found.FindMaterial("lease")!.Verdict!.IsLate);
    }

    [Fact]
    public void A_form_field_counts_by_itself()
    {
        var found = SecondRound(c => c.SetFields("sealed", ["name"], Start.AddHours(1)));

        Assert.Equal(["name"], found.FindMaterial(Material.FormSlot)!.ChangedFields);
        Assert.Null(Object(found, Material.FormSlot, ["name"], "name"));
        Assert.Equal("late_objection_reason_missing", Object(found, Material.FormSlot, ["name"], "phone")?.Code);
    }

    [Fact]
    public void Of_what_was_typed_off_a_paper_only_a_changed_field_counts_as_changed()
    {
        var found = SecondRound(c =>
        {
            c.SetTypedFields(Card, "sealed", ["name"], Start.AddHours(1));
            c.SetTypedFields(Proof, "typed as before", [], Start.AddHours(1));
        });

        Assert.Equal(["name"], found.FindMaterial(Card)!.ChangedFields);
        Assert.Equal((2, 1), (found.FindMaterial(Card)!.ChangedInRound, found.FindMaterial(Proof)!.ChangedInRound));
        Assert.Equal("late_objection_reason_missing", Object(found, Card, ["name"], "validUntil")?.Code);
    }

    [Fact]
    public void What_changed_in_one_round_is_not_counted_as_changed_in_the_next()
    {
        var found = SecondRound(c => c.SetTypedFields(Card, "sealed", ["name"], Start.AddHours(1)));
        Answered(found, Start.AddHours(2), (Proof, []));

        found.NotePageChange(Card, Start.AddHours(4));

        Assert.Empty(found.FindMaterial(Card)!.ChangedFields);
    }

    [Fact]
    public void A_paper_that_lay_there_unasked_for_was_never_judged_and_so_is_not_late()
    {
        var draft = Draft();
        Assert.Null(draft.NotePageChange("lease", Start));
        var found = Answered(InReview(Submitted(draft)), Start, (Proof, []));
        Assert.Null(found.NotePageChange(Proof, Start.AddHours(1)));
        Done(found.Submit([], [], [], [Material.FormSlot, Card, Proof, "lease"], Start.AddDays(1), Start.AddHours(2)));
        InReview(found, Start.AddHours(2));

        Assert.Null(Object(found, "lease", []));
    }

    private static Refusal? Object(Case found, string slot, string[] changed, params string[] targets) =>
        Say(found, slot, changed, Rejection(targets));

    private static Refusal? Say(Case found, string slot, string[] changed, Verdict objection) =>
        found.GiveVerdict(slot, objection, false, changed, Caseworker, Lease, found.SubmittedAt!.Value);
}
