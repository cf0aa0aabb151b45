using PreExam.Server.Tests.Uploads;
using PreExam.Testing;

namespace PreExam.Server.Tests.Pages;

/// <summary>A page that has to queue for more than three seconds tells the phone its place.</summary>
public sealed class WaitingTests(Hosts hosts)
{
    private static readonly byte[] Card = UploadScene.Specimen("id-card-front.jpg");

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Who_waits_longer_than_three_seconds_is_told_the_place_in_the_queue(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, "Live:LookEvery=00:00:00.1", "Messaging:Only:0=news"); // nobody works on pages
        var scene = await UploadScene.Begin(host);
        var (first, second) = (await scene.Uploaded(Card), await scene.Uploaded(UploadScene.Specimen("id-card-back.jpg")));
        await using var stream = await EventStream.Open(scene.Citizen.Client, scene.CaseId);
        Assert.Null((await scene.View(first))["waiting"]);

        host.Clock.Advance(TimeSpan.FromSeconds(4));

        var (one, two) = (await stream.NextWait(), await stream.NextWait());
        Assert.Equal((first, 1), ((Guid)one["pageId"]!, (int)one["position"]!));
        Assert.Equal((second, 2), ((Guid)two["pageId"]!, (int)two["position"]!));
        using var answer = await scene.Citizen.Client.Get($"cases/{scene.CaseId}/pages/{second}");
        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal(2, (int)(await scene.View(second))["waiting"]!["position"]!);

        await PageWork.Run(host, first); // its message stays with the broken-off queue; the page itself is done
        await stream.Next();
        Assert.Null((await scene.View(first))["waiting"]);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task With_memory_for_one_file_at_a_time_pages_queue_and_are_all_done(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, "Live:LookEvery=00:00:00.05", "Decoding:MemoryBudgetBytes=50000000");
        var scene = await UploadScene.Begin(host);
        await using var stream = await EventStream.Open(scene.Citizen.Client, scene.CaseId);
        List<Guid> pages = [];
        for (var sheet = 0; sheet < 8; sheet++) pages.Add(await scene.Uploaded(Sheet(sheet), "application"));

        host.Clock.Advance(TimeSpan.FromSeconds(4));

        var wait = await stream.NextWait();
        Assert.Contains((Guid)wait["pageId"]!, pages);
        Assert.InRange((int)wait["position"]!, 1, 8);
        foreach (var page in pages) Assert.Equal("ready", (string?)(await scene.Processed(page))["state"]);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_long_poll_is_answered_with_the_places_when_they_change(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, "Live:LookEvery=00:00:00.1", "Messaging:Only:0=news");
        var scene = await UploadScene.Begin(host);
        var page = await scene.Uploaded(Card);

        host.Clock.Advance(TimeSpan.FromSeconds(4));
        var poll = await scene.Citizen.Client.Get($"cases/{scene.CaseId}/events?wait=30").Ok();

        Assert.Empty(poll["items"]!.AsArray());
        Assert.Equal((page, 1), ((Guid)poll["waiting"]![0]!["pageId"]!, (int)poll["waiting"]![0]!["position"]!));
        Assert.Equal(0, (int)poll["next"]!);
    }

    /// <summary>Large enough to take the decoder a moment; different bytes each.</summary>
    private static byte[] Sheet(int number)
    {
        using var noise = NetVips.Image.Gaussnoise(4000, 3000, sigma: 40, mean: 128, seed: number).Cast(NetVips.Enums.BandFormat.Uchar);
        return noise.JpegsaveBuffer(q: 50, interlace: true);
    }
}
