using System.Text.Json.Nodes;
using NetVips;
using PreExam.Server.Pages.Command;
using static PreExam.Imaging.Tests.Pictures;

namespace PreExam.Imaging.Tests;

/// <summary>The operator's tool: <c>page FILE… --out FOLDER [--json]</c>.</summary>
public sealed class PageCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("preexam-page-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Files_become_pages_with_measures_and_findings_in_a_table()
    {
        var (code, output, errors) = await Run(Written("good.jpg", Specimen("lease-1.jpg")), Written("blurred.jpg", Specimen("id-card-front-blurred.jpg")), "--out", Out);

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("sharpness=", output, StringComparison.Ordinal);
        Assert.Contains("IMG_BLUR(", output, StringComparison.Ordinal);
        Assert.Contains("重拍", output, StringComparison.Ordinal);
        using var page = Image.NewFromFile(Path.Combine(Out, "good.jpg.page1.jpg"));
        using var thumbnail = Image.NewFromFile(Path.Combine(Out, "good.jpg.page1.thumb.jpg"));
        Assert.Equal(320, thumbnail.Height);
        Assert.InRange(page.Height, 1500, 1950); // of the photograph's 2000: the table around the paper is gone
    }

    [Fact]
    public async Task As_json_it_says_what_the_api_says()
    {
        var (code, output, _) = await Run(
            Written("two.pdf", Documents.Drawn(pages: 2)), Written("rotated.jpg", Specimen("property-certificate-rotated.jpg")), Written("anim.gif", "GIF89a"u8.ToArray()),
            Written("cut.jpg", Specimen("lease-1.jpg")[..50_000]), "--out", Out, "--json");

        var files = JsonNode.Parse(output)!.AsArray();
        Assert.Equal(1, code);
        Assert.Equal(["pdf", "jpeg", "gif", "jpeg"], files.Select(f => (string)f!["kind"]!));
        Assert.Equal([1, 2], files[0]!["pages"]!.AsArray().Select(p => (int)p!["number"]!));
        Assert.Equal(6, (int)files[1]!["pages"]![0]!["transform"]!["orientation"]!);
        Assert.Equal(["UNSUPPORTED_FORMAT", "DECODE_TRUNCATED"], files.Skip(2).Select(f => (string)f!["refused"]!["code"]!));
        Assert.All(files[0]!["pages"]!.AsArray(), p => Assert.True(File.Exists((string)p!["page"]!)));
    }

    [Fact]
    public async Task Two_files_of_one_name_do_not_overwrite_each_other()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "other"));
        var (code, output, _) = await Run(Written("a.jpg", Quarters().Jpeg()), Written("other/a.jpg", Quarters().Jpeg()), "--out", Out, "--json");

        Assert.Equal(0, code);
        Assert.Equal(2, JsonNode.Parse(output)!.AsArray().Select(f => (string)f!["pages"]![0]!["page"]!).Distinct().Count());
    }

    [Theory]
    [InlineData("No file was named", "--out", "x")]
    [InlineData("--out FOLDER is missing", "a.jpg")]
    [InlineData("--ot is not known", "a.jpg", "--ot", "x")]
    [InlineData("Decoding:Decoder:PageLongSide", "a.jpg", "--out", "x", "--Decoding:Decoder:PageLongSide=3")]
    [InlineData("PageLongSide", "a.jpg", "--out", "x", "--Decoding:Decoder:PageLongSide=many")]
    [InlineData("nothere.jpg", "nothere.jpg", "--out", "OUT")]
    public async Task What_is_wrong_is_said_and_ends_with_one(string said, params string[] words)
    {
        var (code, _, errors) = await Run([.. words.Select(w => w == "OUT" ? Out : w)]);

        Assert.Equal(1, code);
        Assert.Contains(said, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_of_the_server_counts_here_too()
    {
        var (code, output, _) = await Run(Written("a.jpg", Quarters(2000, 1000).Jpeg()), "--out", Out, "--json", "--Decoding:Decoder:PageLongSide=800");

        Assert.Equal((0, 800), (code, (int)JsonNode.Parse(output)![0]!["pages"]![0]!["width"]!));
    }

    private string Out => Path.Combine(_folder.FullName, "out");

    private string Written(string name, byte[] content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private static async Task<(int Code, string Output, string Errors)> Run(params string[] words)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await PageCommand.Run(words, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
