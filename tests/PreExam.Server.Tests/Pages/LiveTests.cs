using PreExam.Persistence.Cases;
using PreExam.Server.Platform;
using PreExam.Server.Tests.Uploads;
using PreExam.Testing;

namespace PreExam.Server.Tests.Pages;

public sealed class LiveTests(Hosts hosts)
{
    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_blurred_photograph_is_told_to_the_phone_in_words(Backend backend)
    {
        var scene = await UploadScene.Begin(await hosts.Shared(backend));
        await using var stream = await EventStream.Open(scene.Citizen.Client, scene.CaseId);
        var page = await scene.Uploaded(UploadScene.Specimen("id-card-front-blurred.jpg"));

        var news = await stream.Next();

        Assert.Equal("pageReady", (string?)news["type"]);
        Assert.Equal(page, (Guid)news["pageId"]!);
        var view = await scene.View(page);
        var finding = Assert.Single(view["findings"]!.AsArray())!;
        Assert.Equal("IMG_BLUR", (string?)finding["code"]);
        Assert.Contains("不清晰", (string?)finding["message"]!["zh"]);
        Assert.NotEmpty((string)finding["remedy"]!["en"]!);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_phone_that_comes_back_misses_nothing_and_hears_nothing_twice(Backend backend)
    {
        var scene = await UploadScene.Begin(await hosts.Shared(backend));
        await Signal(scene, 3);
        List<int> heard = [];
        await using (var stream = await EventStream.Open(scene.Citizen.Client, scene.CaseId))
        {
            heard.Add((int)(await stream.Next())["sequence"]!);
            heard.Add((int)(await stream.Next())["sequence"]!);
        }

        await Signal(scene, 2);
        await using var again = await EventStream.Open(scene.Citizen.Client, scene.CaseId, heard[^1]);
        for (var i = 0; i < 3; i++) heard.Add((int)(await again.Next())["sequence"]!);

        Assert.Equal([1, 2, 3, 4, 5], heard);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_long_poll_waits_for_news_and_gives_the_place_to_go_on_from(Backend backend)
    {
        var scene = await UploadScene.Begin(await hosts.Shared(backend));
        var path = $"cases/{scene.CaseId}/events";
        var nothing = await scene.Citizen.Client.Get(path).Ok();

        var waiting = scene.Citizen.Client.Get(path + "?after=0&wait=30").Ok();
        await Signal(scene, 1);
        var news = await waiting;

        Assert.Empty(nothing["items"]!.AsArray());
        Assert.Equal(1, (int)Assert.Single(news["items"]!.AsArray())!["sequence"]!);
        Assert.Equal(1, (int)news["next"]!);
        await scene.Citizen.Client.Get(path + "?wait=31").Refused(400, "request_invalid");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Many_signals_at_once_get_numbers_without_gaps(Backend backend)
    {
        var scene = await UploadScene.Begin(await hosts.Shared(backend));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Signal(scene, 2)));

        await using var stream = await EventStream.Open(scene.Citizen.Client, scene.CaseId);
        for (var expected = 1; expected <= 16; expected++) Assert.Equal(expected, (int)(await stream.Next())["sequence"]!);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_person_has_four_streams_and_one_that_closes_makes_room(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, "Live:Heartbeat=00:00:00.1");
        var scene = await UploadScene.Begin(host);
        var client = scene.Citizen.Client;
        var streams = new List<EventStream>();
        for (var i = 0; i < 4; i++) streams.Add(await EventStream.Open(client, scene.CaseId));

        await client.Get($"cases/{scene.CaseId}/events").Refused(429, "too_many_streams");
        Assert.Equal(": still here", await streams[1].NextComment());
        await streams[0].DisposeAsync();

        await PreExamHost.Eventually(async () => (await client.Get($"cases/{scene.CaseId}/events")).IsSuccessStatusCode, "a place is free");
        foreach (var stream in streams) await stream.DisposeAsync();
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task News_that_another_process_wrote_are_heard_too(Backend backend)
    {
        var scene = await UploadScene.Begin(await hosts.Shared(backend));
        await using var stream = await EventStream.Open(scene.Citizen.Client, scene.CaseId);

        await scene.Behind(async db =>
        {
            db.News.Add(new CaseNews { CaseId = scene.CaseId, Sequence = 1, MessageId = Guid.NewGuid(), Type = "feedbackGiven", At = scene.Host.Clock.GetUtcNow() });
            return await db.SaveChangesAsync();
        });

        Assert.Equal("feedbackGiven", (string?)(await stream.Next())["type"]);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_server_that_stops_lets_its_streams_go_and_the_phone_goes_on_at_the_next(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var scene = await UploadScene.Begin(host);
        await Signal(scene, 1);
        await using var stream = await EventStream.Open(scene.Citizen.Client, scene.CaseId);
        await stream.Next();

        var begun = TimeProvider.System.GetTimestamp();
        await host.Restart();
        var took = TimeProvider.System.GetElapsedTime(begun);
        await Signal(scene, 1);
        await using var again = await EventStream.Open(scene.Citizen.Client, scene.CaseId, 1);

        Assert.Equal(2, (int)(await again.Next())["sequence"]!);
        Assert.True(took < TimeSpan.FromSeconds(20), $"The stream held the server for {took}."); // it would be thirty
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Nobody_else_hears_a_case(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var scene = await UploadScene.Begin(host);
        var stranger = await host.NewCitizen();

        await stranger.Client.Get($"cases/{scene.CaseId}/events").Refused(404, "not_found");
    }

    private static Task<int> Signal(UploadScene scene, int times) => scene.Behind(async db =>
    {
        for (var i = 0; i < times; i++) db.Signal(new CaseChanged(scene.CaseId, "pageReady", null, scene.Host.Clock.GetUtcNow()));
        return await db.SaveChangesAsync();
    });
}
