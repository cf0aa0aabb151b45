using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PreExam.Server.Pages.Decoding;
using PreExam.Server.Tests.Uploads;
using PreExam.Testing;

namespace PreExam.Server.Tests.Pages;

public sealed class PageProcessingTests(Hosts hosts)
{
    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_photograph_taken_across_is_shown_upright(Backend backend)
    {
        var scene = await UploadScene.Begin(await hosts.Shared(backend));
        var upright = await scene.Uploaded(UploadScene.Specimen("property-certificate.jpg"), "application");
        var rotated = await scene.Uploaded(UploadScene.Specimen("property-certificate-rotated.jpg"), "application");

        var (first, second) = (Picture(await scene.Processed(upright)), Picture(await scene.Processed(rotated)));

        Assert.NotEqual(1, (int)second["transform"]!["orientation"]!);
        Assert.Equal((int)first["width"]! > (int)first["height"]!, (int)second["width"]! > (int)second["height"]!);
        Assert.True((double)second["measures"]!["sharpness"]! > 0);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_damaged_file_is_told_with_a_remedy(Backend backend)
    {
        var scene = await UploadScene.Begin(await hosts.Shared(backend));
        var page = await scene.Uploaded(UploadScene.Specimen("id-card-front.jpg")[..60_000]);

        var view = await scene.Processed(page);

        Assert.Equal("unreadable", (string?)view["state"]);
        var finding = Assert.Single(view["findings"]!.AsArray())!;
        Assert.Equal(("DECODE_TRUNCATED", "blocker"), ((string?)finding["code"], (string?)finding["severity"]));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Stored_bytes_that_are_not_those_that_arrived_are_noticed(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, "Messaging:Only:0=news");
        var scene = await UploadScene.Begin(host);
        var (swapped, cut) = (await scene.Uploaded(UploadScene.Specimen("id-card-front.jpg")), await scene.Uploaded(UploadScene.Specimen("id-card-back.jpg")));
        await scene.Behind(db => db.Pages.Where(p => p.Id == swapped).ExecuteUpdateAsync(set => set.SetProperty(p => p.Sha256, new string('0', 64))));
        var blob = await scene.Behind(db => db.Pages.Where(p => p.Id == cut).Select(p => p.Blob).SingleAsync());
        var file = Directory.EnumerateFiles(Path.Combine(host.DataFolder, "blobs"), blob, SearchOption.AllDirectories).Single();
        await using (var damaged = new FileStream(file, FileMode.Open)) damaged.SetLength(damaged.Length - 500);

        await using var stream = await EventStream.Open(scene.Citizen.Client, scene.CaseId);
        await PageWork.Run(host, swapped);
        await PageWork.Run(host, cut);

        foreach (var page in (Guid[])[swapped, cut])
        {
            var view = await scene.View(page);
            Assert.Equal("unreadable", (string?)view["state"]);
            Assert.Equal("STORED_BYTES_DIFFER", (string?)view["findings"]![0]!["code"]);
            Assert.True(await scene.Behind(db => db.Pages.Where(p => p.Id == page).Select(p => p.HashMismatch).SingleAsync()));
            Assert.Equal("pageReady", (string?)(await stream.Next())["type"]);
        }
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_file_that_kills_the_decoder_three_times_is_put_aside_and_told(Backend backend)
    {
        // No picture is done in a twentieth of a second from a cold start: each child is killed for its time.
        await using var host = await hosts.NewHost(
            backend, "Decoding:PictureSeconds=0.05", "Decoding:MemoryCheckMilliseconds=1", "Messaging:Queues:pages:FirstWait=00:00:00.01");
        var scene = await UploadScene.Begin(host);
        await using var stream = await EventStream.Open(scene.Citizen.Client, scene.CaseId);
        var page = await scene.Uploaded(UploadScene.Specimen("lease-1.jpg"));

        var news = await stream.Next();

        Assert.Equal(page, (Guid)news["pageId"]!);
        var view = await scene.View(page);
        Assert.Equal(("quarantined", "PAGE_QUARANTINED"), ((string?)view["state"], (string?)view["findings"]![0]!["code"]));
        var dead = await scene.Behind(db => db.Outbox.AsNoTracking().SingleAsync(m => m.Queue == "pages" && m.Key == page));
        await PreExamHost.Eventually(async () => await scene.Behind(db => db.Outbox.AnyAsync(m => m.Key == page && m.DeadReason == "page_quarantined")), "it lies with the dead letters");
        Assert.Equal(3, dead.Attempts);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_decoder_that_is_killed_over_a_page_costs_that_page_one_retry_and_nobody_else_anything(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, "Messaging:Queues:pages:FirstWait=00:00:00.01");
        var scene = await UploadScene.Begin(host);
        await scene.Processed(await scene.Uploaded(UploadScene.Specimen("portrait.jpg")));
        var pool = host.Services.GetRequiredService<DecoderPool>();
        var child = Assert.Single(pool.IdleChildren);
        PageWork.Signal("STOP", child); // it takes the page and never answers

        var page = await scene.Uploaded(UploadScene.Specimen("id-card-front.jpg"));
        await PreExamHost.Eventually(() => Task.FromResult(pool.IdleChildren.Count == 0), "the page is with the child");
        var other = await scene.Processed(await scene.Uploaded(UploadScene.Specimen("application-form.jpg"), "application"));
        PageWork.Signal("KILL", child);

        Assert.Equal(("ready", "ready"), ((string?)(await scene.Processed(page))["state"], (string?)other["state"]));
        Assert.Single(host.Logs.Lines, line => line.Contains($"Decoder process {child} died", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_page_that_was_done_is_not_done_again(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var scene = await UploadScene.Begin(host);
        var page = await scene.Uploaded(UploadScene.Specimen("portrait.jpg"));
        await scene.Processed(page);
        var version = await scene.Behind(db => db.Pages.Where(p => p.Id == page).Select(p => p.Version).SingleAsync());

        await PageWork.Run(host, page);

        Assert.Equal(version, await scene.Behind(db => db.Pages.Where(p => p.Id == page).Select(p => p.Version).SingleAsync()));
    }

    private static JsonNode Picture(JsonNode view) => Assert.Single(view["pictures"]!.AsArray())!;
}
