using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PreExam.Server.Uploads;
using PreExam.Testing;

namespace PreExam.Server.Tests.Uploads;

public sealed class UploadTests(Hosts hosts)
{
    private static readonly byte[] Card = UploadScene.Specimen("id-card-front.jpg");

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task The_answer_tells_the_hash_of_what_arrived(Backend backend)
    {
        var scene = await UploadScene.Begin(await hosts.Shared(backend));

        var (page, etag) = await scene.Upload(Card, sha256: UploadScene.HashOf(Card).ToUpperInvariant()).Answer();

        Assert.Equal(UploadScene.HashOf(Card), (string?)page["sha256"]);
        Assert.Equal(Card.Length, (int)page["bytes"]!);
        Assert.Equal("jpeg", (string?)page["fileKind"]);
        Assert.Equal($"\"{await scene.CaseVersion()}\"", etag);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Text_parts_may_come_after_the_file_and_file_names_may_be_anything(Backend backend)
    {
        var scene = await UploadScene.Begin(await hosts.Shared(backend));
        byte[] body =
        [
            .. "--x\r\nContent-Disposition: form-data; name=\"user\"\r\n\r\n张三\r\n"u8,
            .. "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"身份\"证;正面.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"u8, .. Card,
            .. "\r\n--x\r\nContent-Disposition: form-data; name=\"sha256\"\r\n\r\n"u8, .. Encoding.UTF8.GetBytes(UploadScene.HashOf(Card)),
            .. "\r\n--x--\r\n"u8,
        ];
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");

        var page = await scene.Send(content).Ok();

        Assert.Equal(UploadScene.HashOf(Card), (string?)page["sha256"]);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Ten_uploads_at_once_to_one_case_all_succeed(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, "Messaging:Only:0=none");
        var scene = await UploadScene.Begin(host);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(n =>
            scene.Upload([.. Card, (byte)n], n < 8 ? "application" : UploadScene.Slot, key: n % 2 == 0 ? Guid.NewGuid().ToString() : null)));

        Assert.All(answers, answer => Assert.Equal(201, (int)answer.StatusCode));
        Assert.Equal(10, await scene.Rows());
        Assert.Equal(10, scene.Blobs());
        Assert.Equal(10, await scene.Behind(db => db.Outbox.CountAsync(m => m.Queue == "pages")));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task The_same_key_and_bytes_give_the_same_page_and_other_bytes_are_refused(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, "Messaging:Only:0=none");
        var scene = await UploadScene.Begin(host);
        var key = Guid.NewGuid().ToString();
        var first = await scene.Upload(Card, key: key).Ok();

        var again = await scene.Upload(Card, key: key).Ok();
        await scene.Upload([.. Card, 0], key: key).Refused(422, "idempotency_key_reused");

        Assert.Equal((string?)first["pageId"], (string?)again["pageId"]);
        Assert.Equal(1, await scene.Rows());
        Assert.Equal(1, scene.Blobs());
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task The_same_bytes_in_two_materials_are_one_blob_and_two_pages(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, "Messaging:Only:0=none");
        var scene = await UploadScene.Begin(host);

        await scene.Uploaded(Card);
        await scene.Uploaded(Card, "application");

        Assert.Equal(2, await scene.Rows());
        Assert.Equal(1, scene.Blobs());
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_removed_page_is_gone_and_its_bytes_follow_after_a_day(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, "Messaging:Only:0=none");
        var scene = await UploadScene.Begin(host);
        var sweeper = host.Services.GetRequiredService<OrphanSweeper>();
        var page = await scene.Uploaded(Card);
        var kept = await scene.Uploaded(UploadScene.Specimen("id-card-back.jpg"));

        await scene.Citizen.Client.Delete($"{scene.Pages()}/{page}").Ok();

        await scene.Citizen.Client.Get($"cases/{scene.CaseId}/pages/{page}").Refused(404, "not_found");
        await scene.Citizen.Client.Delete($"{scene.Pages()}/{page}").Refused(404, "not_found");
        Assert.Equal(0, await sweeper.Sweep(TestContext.Current.CancellationToken));
        host.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(1, await sweeper.Sweep(TestContext.Current.CancellationToken));
        Assert.Equal(1, scene.Blobs());
        Assert.Equal("received", (string?)(await scene.View(kept))["state"]);
    }
}
