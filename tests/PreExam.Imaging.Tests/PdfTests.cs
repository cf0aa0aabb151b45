using NetVips;
using static PreExam.Imaging.Tests.Pictures;

namespace PreExam.Imaging.Tests;

/// <summary>
/// PDF in its plain form. Drawing needs poppler-utils, which the machine that runs these tests must have (<c>apt-get install
/// poppler-utils</c>); a server without them still takes scans, which is tested by pointing it at an empty folder.
/// </summary>
public sealed class PdfTests
{
    private static readonly DecoderOptions NoPoppler = new() { Pdf = new PdfOptions { PopplerFolder = "/nonexistent" } };

    [Fact]
    public void A_scan_is_taken_out_of_its_page_without_any_drawing_program()
    {
        var page = DecodeOne(Documents.Scan(Quarters(800, 1100).Jpeg(), 800, 1100), FileKind.Pdf, NoPoppler);

        Assert.Equal((800, 1100), (page.Transform.OriginalWidth, page.Transform.OriginalHeight));
        Assert.Equal(["red", "green", "blue", "yellow"], Corners(page));
    }

    [Fact]
    public void A_scan_of_three_pages_is_three_pages()
    {
        var decoded = Assert.IsType<Decoded>(PageDecoder.Decode(Documents.Scan(Quarters(400, 600).Jpeg(), 400, 600, pages: 3), FileKind.Pdf, NoPoppler));

        Assert.Equal(3, decoded.Pages.Count);
    }

    /// <summary>The scan without a drawing program must lie as the drawing program lays it.</summary>
    [Theory]
    [InlineData("600 400", 0, "600 0 0 400 0 0", 1)]
    [InlineData("600 400", 90, "600 0 0 400 0 0", 6)]
    [InlineData("600 400", 180, "600 0 0 400 0 0", 3)]
    [InlineData("600 400", 270, "600 0 0 400 0 0", 8)]
    [InlineData("400 600", 0, "0 600 -400 0 400 0", 8)]
    [InlineData("400 600", 0, "0 -600 400 0 0 600", 6)]
    [InlineData("600 400", 0, "-600 0 0 400 600 0", 2)]
    [InlineData("600 400", 0, "600 0 0 -400 0 400", 4)]
    [InlineData("400 600", 90, "0 600 -400 0 400 0", 1)]
    public void A_scan_lies_as_its_page_shows_it(string size, int rotation, string matrix, int orientation)
    {
        var file = Documents.ScanRaw(Quarters(600, 400).Jpeg(), 600, 400, size, rotation, matrix);

        var taken = DecodeOne(file, FileKind.Pdf, NoPoppler);

        Assert.Equal(orientation, taken.Transform.Orientation);
        var drawn = Assert.IsType<Decoded>(Pdf.Poppler.Find(new PdfOptions())!.Open(file, new DecoderOptions(), default, 1).DrawAll(() => { })).Pages[0];
        Assert.Equal(Corners(drawn), Corners(taken));
    }

    [Fact]
    public void A_scan_that_was_cut_off_inside_an_otherwise_whole_document_is_noticed()
    {
        using var picture = Image.NewFromBuffer(Specimen("portrait.jpg"));
        var jpeg = picture.Jpeg();

        var file = Documents.ScanRaw(jpeg[..(jpeg.Length / 2)], picture.Width, picture.Height, "350 490", 0, "350 0 0 490 0 0");

        Assert.Equal(ImagingCodes.Truncated, RefusalOf(file, FileKind.Pdf, NoPoppler));
    }

    [Fact]
    public void A_drawn_page_is_drawn_by_poppler()
    {
        var page = DecodeOne(Documents.Drawn(), FileKind.Pdf);

        Assert.Equal(2480, Math.Max(page.Transform.OriginalWidth, page.Transform.OriginalHeight));
        Assert.Equal(2480, Math.Max(page.Page.Width, page.Page.Height));
        Assert.Equal(["red", "green", "blue", "yellow"], Corners(page));
    }

    [Fact]
    public void A_drawn_page_without_poppler_says_what_is_missing() =>
        Assert.Equal(ImagingCodes.PdfNeedsPoppler, RefusalOf(Documents.Drawn(), FileKind.Pdf, NoPoppler));

    [Fact]
    public void A_document_of_too_many_pages_is_refused_before_any_is_drawn() =>
        Assert.Equal(ImagingCodes.PdfTooManyPages, RefusalOf(Documents.Drawn(pages: 21), FileKind.Pdf));

    [Fact]
    public void A_document_that_needs_a_password_says_so() => Assert.Equal(ImagingCodes.PdfEncrypted, RefusalOf(Documents.Encrypted(), FileKind.Pdf));

    [Fact]
    public void A_document_that_only_its_owner_may_change_opens() => Assert.Equal("red", DecodeOne(Sample("aes256-owner-only.pdf"), FileKind.Pdf).Page.ColourAt(0.8, 0.5));

    [Fact]
    public void A_document_under_a_newer_cipher_needs_its_password_too() =>
        Assert.Equal(ImagingCodes.PdfEncrypted, RefusalOf(Sample("aes256-password.pdf"), FileKind.Pdf));

    [Theory]
    [InlineData("/NeedsRendering true/AcroForm<</Fields[]/XFA(xml)>>", true)]
    [InlineData("/AcroForm<</Fields[]/XFA(xml)>>", true)]
    [InlineData("/AcroForm<</Fields[3 0 R]/XFA(xml)>>", false)]
    [InlineData("/AcroForm<</Fields[3 0 R]>>", false)]
    public void A_form_that_only_adobe_can_show_says_so_and_an_ordinary_form_is_drawn(string catalogue, bool isDynamic)
    {
        var file = Documents.Raw("595 842", 0, "0 0 1 rg 50 50 200 200 re f", catalogue: catalogue);

        if (isDynamic) Assert.Equal(ImagingCodes.PdfXfa, RefusalOf(file, FileKind.Pdf));
        else DecodeOne(file, FileKind.Pdf);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_document_with_nothing_in_it_says_so(int pages) =>
        Assert.Equal(ImagingCodes.PdfEmpty, RefusalOf(Documents.Raw("595 842", 0, "", pages), FileKind.Pdf));

    [Fact]
    public void One_empty_sheet_between_others_is_a_page_like_them()
    {
        var pages = Assert.IsType<Decoded>(PageDecoder.Decode(Documents.Raw(
            "595 842", 0, "", 2, objects: "4 0 obj<</Length 27>>stream\n0 0 1 rg 50 50 200 200 re f\nendstream endobj\n"
                + "12 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>endobj\n",
            kids: "12 0 R 10 0 R"), FileKind.Pdf, new DecoderOptions())).Pages;

        Assert.Equal([false, true], pages.Select(p => p.Findings.Any(f => f.Code == ImagingCodes.Blank)));
    }

    [Theory]
    [InlineData("2 2")]
    [InlineData("20000 20000")]
    [InlineData("595 3")]
    public void A_page_that_no_paper_has_the_size_of_is_not_drawn(string size) =>
        Assert.Equal(ImagingCodes.PdfPageSize, RefusalOf(Documents.Raw(size, 0, "1 0 0 rg 0 0 2 2 re f"), FileKind.Pdf));

    [Fact]
    public void A_page_that_draws_for_ever_is_given_up_by_its_processor_time()
    {
        var content = "0.5 g\n" + string.Concat(Enumerable.Repeat("0 0 595 842 re f\n", 3_000));
        var options = new DecoderOptions { Pdf = new PdfOptions { CpuSeconds = 1, WallSeconds = 10 } };

        Assert.Equal(ImagingCodes.PdfTooComplex, RefusalOf(Documents.Raw("595 842", 0, content), FileKind.Pdf, options));
    }

    private static string[] Corners(DecodedPage page) =>
        [page.Page.ColourAt(0.1, 0.1), page.Page.ColourAt(0.9, 0.1), page.Page.ColourAt(0.1, 0.9), page.Page.ColourAt(0.9, 0.9)];
}
