using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PreExam.Testing;

namespace PreExam.Server.Tests.Uploads;

/// <summary>Each "no" has its own code and leaves neither row nor blob nor a changed case. The blobs of a whole host are counted, so each test has its own.</summary>
public sealed class RefusedUploadTests(Hosts hosts)
{
    private static readonly byte[] Card = UploadScene.Specimen("id-card-front.jpg");

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Every_refusal_has_its_own_code_and_leaves_nothing(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, "Uploads:MaxBytes=300000", "Messaging:Only:0=none");
        var scene = await UploadScene.Begin(host);
        var stranger = await host.NewCitizen();
        var version = await scene.CaseVersion();

        await scene.Upload([.. Card, .. new byte[300_001 - Card.Length]]).Refused(413, "file_too_large");
        await scene.Upload([.. Card, .. new byte[2_000_000]]).Refused(413, "file_too_large");
        await scene.Send(Endless(Card)).Refused(413, "file_too_large");
        await scene.Upload([]).Refused(400, "file_missing");
        await scene.Send(new MultipartFormDataContent { { new StringContent("x"), "note" } }).Refused(400, "file_missing");
        await scene.Send(new StringContent("{}", Encoding.UTF8, "application/json")).Refused(415, "media_type_unsupported");
        await scene.Send(Raw("no boundary", null)).Refused(415, "upload_not_multipart");
        var unsupported = await scene.Upload("GIF89a and more"u8.ToArray()).Refused(415, "file_kind_unsupported");
        Assert.Equal("gif", (string?)unsupported["subjects"]![0]);
        var changed = await scene.Upload(Card, sha256: new string('a', 64)).Refused(422, "sha256_mismatch");
        Assert.Equal(UploadScene.HashOf(Card), (string?)changed["subjects"]![0]);
        await scene.Upload(HugePng()).Refused(422, "too_many_pixels");
        await scene.Upload(Card, slot: "nonsense").Refused(404, "slot_unknown");
        await scene.Upload(Card, client: stranger.Client).Refused(404, "not_found");
        await scene.Send(Twice(Card)).Refused(400, "upload_part_unexpected");
        await scene.Send(Raw("--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nno end", "b")).Refused(400, "upload_incomplete");

        Assert.Equal(0, await scene.Rows());
        Assert.Equal(0, scene.Blobs());
        Assert.Equal(version, await scene.CaseVersion());
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Without_consent_nothing_is_taken(Backend backend)
    {
        var scene = await UploadScene.Begin(await hosts.Shared(backend), consents: false);

        var refused = await scene.Upload(Card).Refused(403, "consent_needed");

        Assert.Contains("privacy", refused["subjects"]!.AsArray().Select(s => (string)s!));
        Assert.Equal(0, await scene.Rows());
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_material_and_a_case_take_no_more_pages_than_their_limits(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, "Uploads:MaxPagesPerCase=3", "Messaging:Only:0=none");
        var scene = await UploadScene.Begin(host);
        await scene.Uploaded(Card);
        await scene.Uploaded(UploadScene.Specimen("id-card-back.jpg"));

        var material = await scene.Upload(Card).Refused(409, "too_many_pages");
        await scene.Uploaded(UploadScene.Specimen("application-form.jpg"), "application");
        var blobs = scene.Blobs();
        var whole = await scene.Upload(Card, "application").Refused(409, "too_many_pages");

        Assert.Equal(["idCard.operator", "2"], material["subjects"]!.AsArray().Select(s => (string)s!));
        Assert.Equal(["case", "3"], whole["subjects"]!.AsArray().Select(s => (string)s!));
        Assert.Equal(3, await scene.Rows());
        Assert.Equal(blobs, scene.Blobs());
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Of_many_uploads_at_once_only_as_many_as_fit_become_pages(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, "Messaging:Only:0=none");
        var scene = await UploadScene.Begin(host);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => scene.Upload([.. Card, (byte)n])));

        Assert.Equal(2, answers.Count(a => (int)a.StatusCode == 201));
        Assert.Equal(4, answers.Count(a => (int)a.StatusCode == 409));
        Assert.Equal(2, await scene.Rows());
        Assert.Equal(2, scene.Blobs());
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_case_that_is_being_examined_takes_no_page(Backend backend)
    {
        var scene = await UploadScene.Begin(await hosts.Shared(backend));
        await scene.Behind(async db =>
        {
            var found = await db.Cases.SingleAsync(c => c.Id == scene.CaseId);
            Assert.Null(found.Withdraw(scene.Host.Clock.GetUtcNow()).Refusal);
            return await db.SaveChangesAsync();
        });

        await scene.Upload(Card).Refused(409, "case_not_editable");

        Assert.Equal(0, await scene.Rows());
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_phone_that_hangs_up_in_the_middle_leaves_nothing(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, "Messaging:Only:0=none");
        var scene = await UploadScene.Begin(host);
        var token = (await scene.Citizen.SignIn()).AccessToken;
        var head = $"POST /api/v1/{scene.Pages()} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n"
            + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 150000\r\n\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"身份证.jpg\"\r\n\r\n";

        using (var phone = new TcpClient(host.Address.Host, host.Address.Port))
        {
            await phone.GetStream().WriteAsync(Encoding.UTF8.GetBytes(head), TestContext.Current.CancellationToken);
            await phone.GetStream().WriteAsync(Card.AsMemory(0, 100_000), TestContext.Current.CancellationToken);
            await PreExamHost.Eventually(() => Task.FromResult(scene.Blobs() == 1), "the file is being written");
            phone.Client.LingerState = new LingerOption(true, 0);
        }

        await PreExamHost.Eventually(() => Task.FromResult(scene.Blobs() == 0), "what was written is gone");
        Assert.Equal(0, await scene.Rows());
    }

    /// <summary>Sent in chunks, so that no header tells how long it is.</summary>
    private static StreamContent Endless(byte[] file)
    {
        byte[] body = [.. "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n"u8, .. file, .. new byte[1_000_000]];
        return new(new UnknownLength(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b") } };
    }

    private sealed class UnknownLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    private static MultipartFormDataContent Twice(byte[] file) => new()
    {
        { new ByteArrayContent(file), "file", "a.jpg" },
        { new ByteArrayContent(file), "file", "b.jpg" },
    };

    private static ByteArrayContent Raw(string body, string? boundary) => new(Encoding.UTF8.GetBytes(body))
    {
        Headers = { ContentType = MediaTypeHeaderValue.Parse("multipart/form-data" + (boundary is null ? "" : "; boundary=" + boundary)) },
    };

    /// <summary>A header that claims 30000 × 30000; no decoder will ever see it.</summary>
    private static byte[] HugePng() =>
        [0x89, .. "PNG\r\n\x1a\n"u8, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30, 8, 2, 0, 0, 0, .. new byte[3000]];
}
