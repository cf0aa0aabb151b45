using System.Diagnostics;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NetVips;
using PreExam.Persistence.Blobs;
using PreExam.Server.Platform;
using PreExam.Server.Tests.Uploads;
using PreExam.Testing;

namespace PreExam.Server.Tests.Pages;

public sealed class WatermarkTests(Hosts hosts)
{
    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Every_part_of_a_shown_page_is_marked_for_its_viewer_and_what_is_stored_is_not(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var scene = await UploadScene.Begin(host, department: $"d{Guid.NewGuid():N}"[..12]);
        var page = await scene.Uploaded(UploadScene.Specimen("application-form.jpg"));
        await scene.Processed(page);
        await scene.HandIn();
        var staff = await host.NewStaff(scene.Department, Caller.Caseworker);
        var address = $"cases/{scene.CaseId}/pages/{page}/image";

        var own = await scene.Citizen.Client.GetByteArrayAsync(address, TestContext.Current.CancellationToken);
        var shown = await staff.Client.GetByteArrayAsync(address, TestContext.Current.CancellationToken);
        var original = await scene.Citizen.Client.GetByteArrayAsync(address + "?rendition=original", TestContext.Current.CancellationToken);

        Assert.Equal(UploadScene.Specimen("application-form.jpg"), original);
        Assert.NotEqual(own, shown);
        foreach (var (left, top) in from x in Enumerable.Range(0, 3) from y in Enumerable.Range(0, 3) select (x, y))
            Assert.True(ShareChanged(own, shown, left, top) > 0.004, $"the part {left},{top} says the same to everybody");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_case_is_printed_as_one_document_for_those_who_may_see_it(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var scene = await UploadScene.Begin(host, department: $"d{Guid.NewGuid():N}"[..12]);
        foreach (var specimen in (string[])["application-form.jpg", "lease-1.jpg"]) await scene.Processed(await scene.Uploaded(UploadScene.Specimen(specimen)));
        var address = $"cases/{scene.CaseId}/print";
        var (staff, elsewhere) = (await host.NewStaff(scene.Department, Caller.Caseworker), await host.NewStaff("elsewhere", Caller.Caseworker));

        var document = await scene.Citizen.Client.GetByteArrayAsync(address, TestContext.Current.CancellationToken);
        await staff.Client.Get(address).Refused(404, "not_found"); // a draft is nobody's business
        await scene.HandIn();
        using var printed = await staff.Client.Get(address + $"?slot={UploadScene.Slot}");
        await elsewhere.Client.Get(address).Refused(404, "not_found");
        await (await host.NewCitizen()).Client.Get(address).Refused(404, "not_found");
        await staff.Client.Get(address + "?slot=none").Refused(404, "not_found");

        Assert.Contains("Pages:           2", await PdfInfo(document), StringComparison.Ordinal);
        Assert.Equal(200, (int)printed.StatusCode);
        Assert.Contains("PE-", printed.Content.Headers.ContentDisposition!.FileName, StringComparison.Ordinal);
        var look = Assert.Single(await scene.Behind(db => db.Audit.Where(a => a.TargetId == scene.CaseId && a.Action == "case.printed").ToListAsync()));
        Assert.Equal(staff.Id, look.ActorId);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_print_that_would_lack_a_page_is_refused_and_names_it(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var scene = await UploadScene.Begin(host);
        List<Guid> pages = [];
        foreach (var specimen in (string[])["application-form.jpg", "lease-1.jpg"]) pages.Add(await scene.Uploaded(UploadScene.Specimen(specimen)));
        foreach (var page in pages) await scene.Processed(page);
        var lost = (await scene.Behind(db => db.Pages.SingleAsync(p => p.Id == pages[1]))).Renditions[0].PageBlob;
        await host.Services.GetRequiredService<IBlobStore>().Delete(BlobKey.Parse(lost), TestContext.Current.CancellationToken);

        var problem = await scene.Citizen.Client.Get($"cases/{scene.CaseId}/print").Refused(409, "page_damaged");

        Assert.Equal(pages[1].ToString(), (string)problem["subjects"]!.AsArray().Single()!);
    }

    // Share of clearly different pixels in one ninth of the picture.
    private static double ShareChanged(byte[] one, byte[] other, int column, int row)
    {
        using var a = Image.NewFromBuffer(one);
        using var b = Image.NewFromBuffer(other);
        var (width, height) = (a.Width / 3, a.Height / 3);
        using var difference = (a.ExtractBand(1) - b.ExtractBand(1)).Abs().Crop(column * width, row * height, width, height);
        using var changed = difference.RelationalConst(Enums.OperationRelational.More, [12.0]);
        return changed.Avg() / 255;
    }

    private static async Task<string> PdfInfo(byte[] document)
    {
        using var folder = new TestFolder("print");
        var path = folder.File("case.pdf");
        await File.WriteAllBytesAsync(path, document);
        using var process = Process.Start(new ProcessStartInfo("pdfinfo", [path]) { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 })!;
        return await process.StandardOutput.ReadToEndAsync();
    }
}
