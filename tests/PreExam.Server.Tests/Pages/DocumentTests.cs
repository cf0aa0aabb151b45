using NetVips;
using PreExam.Server.Tests.Uploads;
using PreExam.Testing;

namespace PreExam.Server.Tests.Pages;

/// <summary>Files of several pages: each page counts, and one that holds more than fit is refused before any of it is decoded.</summary>
public sealed class DocumentTests(Hosts hosts)
{
    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_document_of_two_sheets_fills_a_material_of_two_pages(Backend backend)
    {
        var scene = await UploadScene.Begin(await hosts.Shared(backend));

        var view = await scene.Processed(await scene.Uploaded(Sheets(2)));

        Assert.Equal([1, 2], view["pictures"]!.AsArray().Select(p => (int)p!["number"]!));
        var full = await scene.Upload(UploadScene.Specimen("id-card-front.jpg")).Refused(409, "too_many_pages");
        Assert.Equal([UploadScene.Slot, "2"], full["subjects"]!.AsArray().Select(s => (string)s!));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_document_of_more_pages_than_fit_is_refused_with_a_remedy(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, "Uploads:MaxPagesPerCase=4", "Decoding:Decoder:Limits:Pages=5");
        var scene = await UploadScene.Begin(host);

        var overMaterial = await scene.Processed(await scene.Uploaded(Sheets(3)));
        var overCase = await scene.Processed(await scene.Uploaded(Sheets(4), "application"));
        var overAny = await scene.Processed(await scene.Uploaded(Sheets(6), "application"));

        Assert.Equal(("unreadable", "MATERIAL_PAGES_FULL"), ((string?)overMaterial["state"], (string?)overMaterial["findings"]![0]!["code"]));
        Assert.Equal("MATERIAL_PAGES_FULL", (string?)overCase["findings"]![0]!["code"]); // one page of the case is taken by the first file
        Assert.Equal("MATERIAL_PAGES_FULL", (string?)overAny["findings"]![0]!["code"]);
        Assert.Contains("页", (string?)overCase["findings"]![0]!["remedy"]!["zh"]);
    }

    /// <summary>Grey sheets, each a little darker than the one before.</summary>
    private static byte[] Sheets(int count)
    {
        using var all = Image.Arrayjoin([.. Enumerable.Range(0, count).Select(n => Image.Black(300, 400).Linear([1], [220.0 - (20 * n)], uchar: true))], across: 1);
        return all.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Lzw, pageHeight: 400);
    }
}
