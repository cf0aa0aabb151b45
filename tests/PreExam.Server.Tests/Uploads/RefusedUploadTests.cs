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

    [Theory]
    [InlineData("GIF89a", "gif", "GIF", "JPEG")]
    [InlineData("PK\u0003\u0004\u0014\u0000\u0000\u0000[Content_Types].xml", "office", "Office", "PDF")]
    [InlineData("PK\u0003\u0004\u0014\u0000\u0000\u0000OFD.xml", "ofd", "OFD", "PDF")]
    [InlineData("\u0000\u0000\u0000\u001cftypavif\u0000\u0000\u0000\u0000mif1avif", "avif", "AVIF", "JPEG")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>", "svg", "SVG", "PDF")]
    [InlineData("\u0000\u0000\u0000\u0018ftypmp42\u0000\u0000\u0000\u0000isom", "video", "video", "photograph")]
    [InlineData("dear madam or sir", "text", "text", "hotograph")]
    public async Task A_file_that_is_not_taken_is_named_with_what_to_send_instead(string content, string name, string title, string remedy)
    {
        var scene = await UploadScene.Begin(await hosts.Shared(Backend.Embedded));

        var refused = await scene.Upload(Encoding.Latin1.GetBytes(content)).Refused(415, "file_kind_unsupported");

        Assert.Equal(name, (string?)refused["subjects"]![0]);
        Assert.Contains(title, (string?)refused["titleEn"]);
        Assert.Contains(remedy, (string?)refused["remedyEn"]);
        Assert.NotEqual("不支持这种文件", (string?)refused["title"]);
        Assert.NotEmpty((string)refused["remedy"]!);
    }

    [Fact]
    public void Every_kind_that_can_be_told_has_its_words() =>
        Assert.All(PreExam.Imaging.OtherContent.Names, name => Assert.NotEmpty(PreExam.Server.Pages.OtherKinds.Of(name).Instead.Zh));

    [Fact]
    public async Task A_material_that_takes_other_kinds_names_them()
    {
        var reader = new PreExam.Server.Uploads.UploadReader(new(1000, [PreExam.Imaging.FileKind.Pdf, PreExam.Imaging.FileKind.Jpeg], new()));
        using var body = new MemoryStream([.. "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nII*\0        \r\n--b--\r\n"u8]);

        var (_, refusal) = await reader.Read(body, "b", Stream.Null, TestContext.Current.CancellationToken);

        Assert.Equal(("slot_format_not_allowed", "tiff pdf jpeg"), (refusal!.Code, string.Join(" ", refusal.Subjects)));
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
