using CsCheck;
using PreExam.Domain.Filings;

namespace PreExam.Domain.Tests.Filings;

/// <summary>A filing stands where its facts say, however late, often or mixed up they arrive.</summary>
public sealed class FilingFoldTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 2, 1, 0, 0, TimeSpan.Zero);
    private static readonly Guid FilingId = Guid.Parse("01900000-0000-7000-8000-0000000000f1");

    // Few instants and few sequences, so that facts tie; unlike ids, as the source gives them.
    private static readonly Gen<FilingEvent[]> Facts = Gen
        .Select(Gen.Enum<FilingStatus>(), Gen.Int[0, 6], Gen.Int[0, 2], Gen.Int[0, 999])
        .Array[1, 12]
        .Select(told => told
            .Select((t, place) => new FilingEvent(
                Guid.CreateVersion7(), FilingId, "MARKET", $"evt-{t.Item4:D3}-{place}", t.Item1, Start.AddMinutes(t.Item2), t.Item3, Start.AddDays(1)))
            .ToArray());

    private static readonly Gen<(FilingEvent[] InOrder, FilingEvent[] Arriving)> Deliveries = Facts.SelectMany(facts => Gen
        .Select(Gen.Shuffle(facts), Gen.Int[0, facts.Length - 1].Array[0, 8])
        .SelectMany((shuffled, again) => Gen.Shuffle(shuffled.Concat(again.Select(place => shuffled[place])).ToArray()))
        .Select(arriving => ((FilingEvent[])[.. FilingEvent.InOrder(facts)], arriving)));

    [Fact]
    public void Late_repeated_and_mixed_up_facts_give_the_same_filing_and_licence_as_facts_in_order() =>
        Deliveries.Sample(delivery => Stands(delivery.Arriving) == Stands(delivery.InOrder), iter: 3000);

    [Fact]
    public void The_last_fact_by_the_sources_clock_counts_and_since_its_run_began() => Facts.Sample(facts =>
    {
        var ordered = facts.OrderBy(f => f.SourceAt).ThenBy(f => f.Sequence).ThenBy(f => f.SourceEventId, StringComparer.Ordinal).ToArray();
        var last = ordered[^1].Status;
        var since = ordered[ordered.Length - ordered.Reverse().TakeWhile(f => f.Status == last).Count()].SourceAt;

        var (status, at, _, _) = Stands(facts);

        return status == last && at == since;
    });

    [Theory]
    [InlineData(FilingStatus.Received, TrackState.Claimed)]
    [InlineData(FilingStatus.Examining, TrackState.Claimed)]
    [InlineData(FilingStatus.Suspended, TrackState.Claimed)]
    [InlineData(FilingStatus.CorrectionAsked, TrackState.NeedsInfo)]
    [InlineData(FilingStatus.NotAccepted, TrackState.Returned)]
    [InlineData(FilingStatus.Granted, TrackState.Done)]
    [InlineData(FilingStatus.Archived, TrackState.Done)]
    [InlineData(FilingStatus.Refused, TrackState.Stopped)]
    public void The_licence_follows_what_the_department_tells(FilingStatus status, TrackState expected) =>
        Assert.Equal((expected, Start), Licence([new(Guid.Empty, FilingId, "MARKET", "evt", status, Start, 0, Start)]));

    [Fact]
    public void Without_a_word_of_the_department_a_filing_has_no_status_and_its_licence_stays_pushed() =>
        Assert.Equal((null, null, TrackState.Pushed, Start), Stands([]));

    [Fact]
    public void A_fact_is_kept_to_the_microsecond_in_UTC() => Assert.Equal(
        new DateTimeOffset(2026, 11, 2, 1, 0, 0, TimeSpan.Zero).AddTicks(12_345_670),
        FilingEvent.Storable(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.FromHours(8)).AddTicks(12_345_678)));

    /// <summary>What a receiver does: it folds at every arrival, over each fact once.</summary>
    private static (FilingStatus? Status, DateTimeOffset? Since, TrackState Licence, DateTimeOffset LicenceSince) Stands(IReadOnlyList<FilingEvent> arriving)
    {
        var filing = new Filing(FilingId, "FE-1", Guid.Empty, Guid.Empty, "999070010201", "MARKET", "online", Start);
        var licence = NewLicence();
        Dictionary<string, FilingEvent> known = [];
        foreach (var told in arriving)
        {
            if (!known.TryAdd(told.SourceEventId, told)) continue;
            filing.Fold(known.Values);
            licence.Follow(known.Values);
        }

        return (filing.Status, filing.StatusSince, licence.State, licence.Since);
    }

    private static (TrackState State, DateTimeOffset Since) Licence(IReadOnlyList<FilingEvent> events)
    {
        var licence = NewLicence();
        licence.Follow(events);
        return (licence.State, licence.Since);
    }

    private static CertificateTrack NewLicence() => new(Guid.Empty, Guid.Empty, "LICENCE", "MARKET", TrackState.Pushed, Start);
}
