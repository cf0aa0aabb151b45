using PreExam.Domain.Cases;
using static PreExam.Domain.Tests.Cases.CaseSamples;

namespace PreExam.Domain.Tests.Cases;

/// <summary>Who may judge, and until when.</summary>
public sealed class HoldTests
{
    private static readonly Guid Colleague = Guid.Parse("01900000-0000-7000-8000-000000000002");

    [Fact]
    public void A_verdict_is_a_sign_of_life_and_renews_the_hold()
    {
        var found = InReview();

        Assert.Null(found.GiveVerdict(Card, Acceptance(), false, [], Caseworker, Lease, Start.AddMinutes(29)));

        Assert.Equal(Start.AddMinutes(59), found.HeldUntil);
        Assert.Equal("lease_not_expired", found.ExpireLease(Start.AddMinutes(31)).Refusal?.Code);
    }

    [Fact]
    public void Each_who_no_longer_holds_a_case_is_told_why()
    {
        var expired = InReview();
        var taken = InReview();
        var freed = InReview();
        Done(taken.TakeOver(Colleague, Lease, Start.AddMinutes(1)));
        Done(freed.ExpireLease(Start.AddMinutes(31)));

        Assert.Equal("lease_expired", Judge(expired, Start.AddMinutes(30)));
        Assert.Equal("case_held_by_another", Judge(taken, Start.AddMinutes(2)));
        Assert.Equal("case_not_in_review", Judge(freed, Start.AddMinutes(32)));
    }

    [Fact]
    public void A_colleague_takes_what_was_let_go_but_not_what_is_being_sent()
    {
        var letGo = InReview();
        var beingSent = InReview();
        foreach (var slot in beingSent.Materials.Select(m => m.Slot).ToList()) Assert.Null(beingSent.GiveVerdict(slot, Acceptance(), false, [], Caseworker, Lease, Start));
        Done(beingSent.ScheduleFeedback(FeedbackResult.Passed, null, null, null, Caseworker, Start.AddHours(1), Start));

        Assert.Equal("case_held_by_another", letGo.Claim(Colleague, Lease, Start.AddMinutes(29)).Refusal?.Code);
        Done(letGo.Claim(Colleague, Lease, Start.AddMinutes(30)));
        Assert.Equal("case_held_by_another", beingSent.Claim(Colleague, Lease, Start.AddMinutes(31)).Refusal?.Code);
        Assert.Equal("lease_not_expired", beingSent.ExpireLease(Start.AddMinutes(31)).Refusal?.Code);
    }

    [Fact]
    public void A_last_day_moves_later_only_and_is_warned_of_anew()
    {
        var found = Answered(InReview(), Start, (Proof, []));
        var told = found.LapsesOn!.Value;
        Done(found.WarnOfLapse(told.AddDays(-3), Start.AddDays(10)));

        found.MoveLapse(told.AddDays(-1));
        Assert.Equal(told, found.LapsesOn);
        found.MoveLapse(told.AddDays(1));

        Assert.Equal((told.AddDays(1), null), (found.LapsesOn, found.LapseWarnedAt));
    }

    private static string? Judge(Case found, DateTimeOffset now) =>
        found.GiveVerdict(Card, Acceptance(), false, [], Caseworker, Lease, now)?.Code;
}
