using CsCheck;
using PreExam.Domain.Cases;
using static PreExam.Domain.Tests.Cases.CaseSamples;

namespace PreExam.Domain.Tests.Cases;

/// <summary>What must hold of a case whatever is done to it, in whatever order.</summary>
public sealed class CasePropertyTests
{
    private static readonly Guid[] Staff = [Caseworker, Guid.Parse("01900000-0000-7000-8000-000000000002")];
    private static readonly string[] Slots = [Material.FormSlot, Card, Proof, "unknown"];

    private static readonly Dictionary<string, Func<Case, int, DateTimeOffset, Refusal?>> Deeds = new()
    {
        ["answers"] = (c, n, now) => c.SetAnswers(new Dictionary<string, IReadOnlyList<string>> { ["q"] = [$"{n}"] }, now),
        ["fields"] = (c, n, now) => c.SetFields($"sealed {n}", n % 2 == 0 ? ["name"] : [], now),
        ["typed"] = (c, n, now) => c.SetTypedFields(Slots[n % 3], $"sealed {n}", n % 2 == 0 ? ["name"] : [], now),
        ["unavailable"] = (c, n, now) => c.SetUnavailable(Slots[n % 3], n % 2 == 0 ? "sealed" : null, now),
        ["page"] = (c, n, now) => c.NotePageChange(Slots[n % 3], now),
        ["explanations"] = (c, n, now) => c.SetExplanations($"sealed {n}", now),
        ["submit"] = (c, n, now) => c.Submit([], [], n % 5 == 0 ? ["f1"] : [], [Material.FormSlot, Card, Proof], now.AddDays(1), now).Refusal,
        ["withdraw"] = (c, n, now) => n % 10 == 0 ? c.Withdraw(now).Refusal : new Refusal("not_tried"),
        ["handOver"] = (c, n, now) => c.HandOver((HandOverMode)(n % 3), now).Refusal,
        ["warn"] = (c, _, now) => c.WarnOfLapse(Today.AddDays(40), now).Refusal,
        ["lapse"] = (c, n, now) => c.Lapse(Today.AddDays(n), now).Refusal,
        ["claim"] = (c, n, now) => c.Claim(Staff[n % 2], Lease, now).Refusal,
        ["takeOver"] = (c, n, now) => c.TakeOver(Staff[n % 2], Lease, now).Refusal,
        ["release"] = (c, n, now) => c.Release(Staff[n % 2], now).Refusal,
        ["expire"] = (c, _, now) => c.ExpireLease(now).Refusal,
        ["accept"] = (c, n, now) => c.GiveVerdict(Slots[n % 4], Acceptance(), true, [], Staff[0], Lease, now),
        ["reject"] = (c, n, now) => c.GiveVerdict(Slots[n % 4], Rejection(n % 2 == 0 ? ["name"] : []), true, [], Staff[0], Lease, now),
        ["defer"] = (c, n, now) => c.GiveVerdict(
            Slots[n % 4], Acceptance() with { Outcome = VerdictOutcome.Deferred, DeferredUntil = n % 3 == 0 ? null : Today }, n % 2 == 0, [], Staff[0], Lease, now),
        ["schedule"] = (c, n, now) => c.ScheduleFeedback(
            (FeedbackResult)(n % 3), n % 4 == 0 ? null : Today.AddDays(15), n % 5 == 0 ? null : "another office", null, Staff[n % 7 == 0 ? 1 : 0], now.AddSeconds(10), now).Refusal,
        ["takeBack"] = (c, n, now) => n % 4 == 0 ? c.TakeBackFeedback(Staff[0], Lease, now).Refusal : new Refusal("not_tried"),
        ["give"] = (c, _, now) => c.GiveFeedback(Today.AddDays(60), now).Refusal,
    };

    private static readonly Gen<(string Deed, int Number, int Seconds)[]> Lives = Gen.Select(
        Gen.Int[0, Deeds.Count - 1].Select(place => Deeds.Keys.Order(StringComparer.Ordinal).ElementAt(place)), Gen.Int[0, 60], Gen.Int[0, 600]).Array[1, 120];

    [Fact]
    public void A_refusal_leaves_a_case_as_it_was_and_everything_else_gives_it_one_new_version() => Live((before, found, refusal, pictureBefore) =>
    {
        if (refusal is not null) Assert.Equal(pictureBefore, Picture(found));
        else Assert.Equal(before.Version + 1, found.Version);
    });

    [Fact]
    public void Nothing_happens_to_a_case_that_has_ended() => Live((before, _, refusal, _) =>
    {
        if (before.IsEnded) Assert.NotNull(refusal);
    });

    [Fact]
    public void Nobody_holds_a_case_that_no_caseworker_works_on_and_a_limit_runs_for_one_side_only() => Live((_, found, _, _) =>
    {
        Assert.Equal(found.State == CaseState.InReview, found.HeldBy is not null);
        Assert.Equal(found.State is CaseState.Submitted or CaseState.InReview, found.DueAt is not null);
        if (found.Scheduled is not null) Assert.Equal(CaseState.InReview, found.State);
        Assert.True(found.LapsesOn is null || found.State is CaseState.Draft or CaseState.Returned or CaseState.Passed);
        Assert.Equal(found.Round, found.Rounds.Count);
    });

    [Fact]
    public void The_first_submission_is_kept_whatever_follows()
    {
        DateTimeOffset? first = null;
        Live((before, found, _, _) =>
        {
            if (before.Round == 0) first = found.FirstSubmittedAt;
            else Assert.Equal(first, found.FirstSubmittedAt);
        }, threads: 1);
    }

    [Fact]
    public void Lives_are_long_enough_to_reach_every_state()
    {
        var reached = new HashSet<CaseState>();
        Live((_, found, _, _) => reached.Add(found.State), threads: 1, lives: 3000);
        Assert.Equal(Enum.GetValues<CaseState>().Order(), reached.Order());
    }

    private sealed record Standing(bool IsEnded, int Version, int Round);

    /// <summary>Lives many cases by chance; a deed is tried more often where it can succeed, so that lives go far.</summary>
    private static void Live(Action<Standing, Case, Refusal?, string> judge, int threads = -1, long lives = 400) => Lives.Sample(
        life =>
        {
            var found = Draft();
            var now = Start;
            foreach (var (deed, number, seconds) in life)
            {
                foreach (var one in Led(found, deed, number))
                {
                    now = now.AddSeconds(seconds);
                    var (before, picture) = (new Standing(found.IsEnded, found.Version, found.Round), Picture(found));
                    var refusal = Deeds[one](found, number, now);
                    if (refusal?.Code == "not_tried") continue;
                    judge(before, found, refusal, picture);
                }
            }
        },
        iter: lives,
        threads: threads);

    private static string[] Led(Case found, string deed, int number) => (found.State, number % 3) switch
    {
        (CaseState.InReview, 0) => [deed, "claim", .. found.Materials.Select(_ => "accept").Take(1), "schedule"],
        (CaseState.InReview, 1) => ["give", deed],
        (CaseState.Submitted, 0) => ["claim", deed],
        (CaseState.Draft, 0) => [deed, "submit"],
        _ => [deed],
    };
}
