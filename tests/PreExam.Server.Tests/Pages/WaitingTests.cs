using Microsoft.Extensions.DependencyInjection;
using PreExam.Server.Pages.Decoding;
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
        await using var host = await hosts.NewHost(backend, "Live:LookEvery=00:00:00.1", "Decoding:MemoryBudgetBytes=50000000");
        var scene = await UploadScene.Begin(host);
        await scene.Processed(await scene.Uploaded(UploadScene.Specimen("portrait.jpg")));
        var child = Assert.Single(host.Services.GetRequiredService<DecoderPool>().IdleChildren);
        PageWork.Signal("STOP", child); // the next page stays with it, and has all the memory that there is
        List<Guid> pages = [];
        foreach (var specimen in (string[])["application-form.jpg", "lease-1.jpg", "lease-2.jpg"]) pages.Add(await scene.Uploaded(UploadScene.Specimen(specimen), "application"));
        await using var stream = await EventStream.Open(scene.Citizen.Client, scene.CaseId);

        host.Clock.Advance(TimeSpan.FromSeconds(4));

        foreach (var (page, position) in pages.Zip([1, 2, 3]))
        {
            var wait = await stream.NextWait();
            Assert.Equal((page, position), ((Guid)wait["pageId"]!, (int)wait["position"]!));
        }

        PageWork.Signal("CONT", child);
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
}
