using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Server.Platform;
using PreExam.Server.Tests.Uploads;
using PreExam.Testing;

namespace PreExam.Server.Tests.Pages;

public sealed class ImageTests(Hosts hosts)
{
    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_signed_link_shows_the_picture_without_a_token_for_five_minutes(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var scene = await UploadScene.Begin(host);
        var original = UploadScene.Specimen("id-card-front.jpg");
        var page = await scene.Uploaded(original);
        await scene.Processed(page);
        var links = await scene.Citizen.Client.Get($"cases/{scene.CaseId}/pages/{page}/links").Ok();

        using var thumb = await host.Client.GetAsync(Link(host, links["thumb"]), TestContext.Current.CancellationToken);
        var bytes = await host.Client.GetByteArrayAsync(Link(host, links["original"]), TestContext.Current.CancellationToken);

        Assert.Equal("image/jpeg", thumb.Content.Headers.ContentType?.MediaType);
        Assert.True(thumb.Headers.CacheControl is { Private: true, MaxAge: var age } && age <= TimeSpan.FromMinutes(5));
        Assert.Equal("nosniff", thumb.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal(original, bytes);
        var text = (string)links["page"]!;
        await host.Client.Get(Link(host, text[..^3] + (text[^3] == 'A' ? 'B' : 'A') + text[^2..]).ToString()).Refused(404, "not_found");
        host.Clock.Advance(TimeSpan.FromMinutes(6));
        await host.Client.Get(Link(host, links["page"]).ToString()).Refused(410, "image_link_expired");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Only_the_applicant_and_the_department_see_a_page_and_staff_is_noted(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var scene = await UploadScene.Begin(host, department: $"d{Guid.NewGuid():N}"[..12]);
        var page = await scene.Uploaded(UploadScene.Specimen("id-card-front.jpg"));
        await scene.Processed(page);
        var path = $"cases/{scene.CaseId}/pages/{page}/image?rendition=thumb";
        var (caseworker, elsewhere) = (await host.NewStaff(scene.Department, Caller.Caseworker), await host.NewStaff("elsewhere", Caller.Caseworker));
        var stranger = await host.NewCitizen();

        await scene.Citizen.Client.Get(path).Seen();
        await caseworker.Client.Get(path).Refused(404, "not_found"); // a draft is nobody's business
        await scene.HandIn();
        await caseworker.Client.Get(path).Seen();
        await elsewhere.Client.Get(path).Refused(404, "not_found");
        await stranger.Client.Get(path).Refused(404, "not_found");
        await scene.Citizen.Client.Get(path + "&number=2").Refused(404, "not_found");

        var noted = await scene.Behind(db => db.Audit.Where(a => a.TargetId == page).ToListAsync());
        var look = Assert.Single(noted);
        Assert.Equal(("page.viewed", caseworker.Id), (look.Action, look.ActorId));
    }

    private static Uri Link(PreExamHost host, JsonNode? path) => new(host.Address, (string)path!);
}

file static class Pictures
{
    public static async Task Seen(this Task<HttpResponseMessage> sent)
    {
        using var response = await sent;
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal([0xFF, 0xD8], (await response.Content.ReadAsByteArrayAsync())[..2]);
    }
}
