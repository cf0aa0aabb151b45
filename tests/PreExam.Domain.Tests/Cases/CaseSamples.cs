using System.Text.Json;
using PreExam.Domain.Cases;

namespace PreExam.Domain.Tests.Cases;

/// <summary>Cases in each state, brought there by the same methods as in life.</summary>
internal static class CaseSamples
{
    public const string Card = "idCard";
    public const string Proof = "proof";

    public static readonly DateTimeOffset Start = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly Today = new(2026, 11, 23);
    public static readonly Guid Caseworker = Guid.Parse("01900000-0000-7000-8000-000000000001");
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(30);

    public static Case Draft() => Case.Open(
        Guid.CreateVersion7(Start), CaseNumber.Compose(Today, 1), Guid.NewGuid(), ("999070010201", 1), "market", null, Today.AddDays(30), Start).Case;

    public static Case Submitted(Case? from = null, DateTimeOffset? at = null)
    {
        var found = from ?? Draft();
        var now = at ?? Start;
        Done(found.Submit([new ReceiptPage(Guid.NewGuid(), Card, new string('a', 64), 10)], [], [], [Material.FormSlot, Card, Proof], now.AddDays(1), now));
        return found;
    }

    public static Case InReview(Case? from = null, DateTimeOffset? at = null)
    {
        var found = from ?? Submitted();
        Done(found.Claim(Caseworker, Lease, at ?? Start));
        return found;
    }

    /// <summary>Answered after a round in which <paramref name="rejected"/> were refused; nothing refused is a pass.</summary>
    public static Case Answered(Case inReview, DateTimeOffset at, params (string Slot, string[] Targets)[] rejected)
    {
        foreach (var slot in inReview.Materials.Select(m => m.Slot).ToList())
        {
            var objection = rejected.Where(r => r.Slot == slot).Select(r => Rejection(r.Targets)).FirstOrDefault();
            Assert.Null(inReview.GiveVerdict(slot, objection ?? Acceptance(), true, [], Caseworker, Lease, at));
        }

        var result = rejected.Length == 0 ? FeedbackResult.Passed : FeedbackResult.Returned;
        Done(inReview.ScheduleFeedback(result, Today.AddDays(20), null, null, Caseworker, at.AddSeconds(10), at));
        Done(inReview.GiveFeedback(Today.AddDays(60), at.AddSeconds(10)));
        return inReview;
    }

    /// <summary>Returned in round 1 for <see cref="Proof"/>, changed, and handed in again.</summary>
    public static Case SecondRound(Action<Case>? change = null, params string[] targetsTold)
    {
        var found = Answered(InReview(), Start, (Proof, targetsTold));
        change?.Invoke(found);
        Submitted(found, Start.AddHours(2));
        return InReview(found, Start.AddHours(2));
    }

    public static Verdict Acceptance() => new(VerdictOutcome.Accepted, [], null, [], [], null, null);

    public static Verdict Rejection(params string[] targets) => new(VerdictOutcome.Rejected, [], "请补正", [], targets, null, null);

    /// <summary>Everything of a case that can be seen.</summary>
    public static string Picture(Case found) => JsonSerializer.Serialize(found);

    public static void Done(Transition transition) => Assert.Null(transition.Refusal);
}
