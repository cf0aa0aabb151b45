using ImageMagick;
using NetVips;
using static PreExam.Imaging.Tests.Pictures;

namespace PreExam.Imaging.Tests;

/// <summary>Every accepted kind of file comes in, upright and in its colours.</summary>
public sealed class FormatTests
{
    public static TheoryData<string, FileKind> Kinds => new()
    {
        { "baseline.jpg", FileKind.Jpeg }, { "progressive.jpg", FileKind.Jpeg }, { "plain.png", FileKind.Png }, { "palette.png", FileKind.Png },
        { "sixteen-bit.png", FileKind.Png }, { "lossy.webp", FileKind.WebP }, { "lossless.webp", FileKind.WebP }, { "lzw.tif", FileKind.Tiff },
        { "jpeg.tif", FileKind.Tiff }, { "big.tif", FileKind.Tiff }, { "opaque.bmp", FileKind.Bmp }, { "four-bytes.bmp", FileKind.Bmp },
    };

    [Theory, MemberData(nameof(Kinds))]
    public void A_picture_of_every_kind_comes_in_with_its_colours(string name, FileKind kind)
    {
        var file = Make(name);
        Assert.Equal(kind, ContentType.Sniff(file).Kind);

        var page = DecodeOne(file, kind);

        Assert.Equal((160, 96), (page.Page.Width, page.Page.Height));
        Assert.Equal(["red", "green", "blue", "yellow"], Corners(page.Page));
        Assert.Equal(["red", "green", "blue", "yellow"], Corners(page.Thumbnail));
        Assert.Equal(new PageTransform(160, 96, 1, 160, 96), page.Transform);
        Assert.Equal((160, 96), (page.Measures.Width, page.Measures.Height));
    }

    [Fact]
    public void A_heic_picture_is_turned_once_though_it_says_so_twice()
    {
        var file = Sample("rotated.heic"); // 160 × 96 as coded, its own rotation by 90° and an EXIF orientation that says the same

        var page = DecodeOne(file, FileKind.Heic);

        Assert.Equal((96, 160), (page.Page.Width, page.Page.Height));
        Assert.Equal(["blue", "red", "yellow", "green"], Corners(page.Page));
        Assert.Equal(1, page.Transform.Orientation);
    }

    [Fact]
    public void A_tiff_of_three_sheets_is_three_pages_in_order()
    {
        using var sheets = new MagickImageCollection();
        foreach (var colour in (MagickColor[])[new(220, 30, 30), new(30, 200, 30), new(30, 30, 220)]) sheets.Add(new MagickImage(colour, 200, 100));

        var decoded = Assert.IsType<Decoded>(PageDecoder.Decode(sheets.ToByteArray(MagickFormat.Tiff), FileKind.Tiff, new DecoderOptions()));

        Assert.Equal(["red", "green", "blue"], decoded.Pages.Select(p => p.Page.ColourAt(0.5, 0.5)));
    }

    [Fact]
    public void A_tiff_of_more_sheets_than_allowed_is_refused_by_its_header()
    {
        using var sheets = new MagickImageCollection();
        for (var sheet = 0; sheet < 4; sheet++) sheets.Add(new MagickImage(MagickColors.White, 200, 100));

        var options = new DecoderOptions { Limits = new ImageLimits { Pages = 3 } };

        Assert.Equal(ImagingCodes.TooManyPages, RefusalOf(sheets.ToByteArray(MagickFormat.Tiff), FileKind.Tiff, options));
    }

    [Fact]
    public void Transparency_becomes_white_paper()
    {
        using var shape = Quarters();
        using var half = Image.Black(80, 96).Join(Image.Black(80, 96).Linear([1], [255], uchar: true), Enums.Direction.Horizontal);
        using var picture = shape.Bandjoin(half.Cast(Enums.BandFormat.Uchar));

        var page = DecodeOne(picture.PngsaveBuffer(), FileKind.Png);

        Assert.Equal(["white", "green", "white", "yellow"], Corners(page.Page));
    }

    [Fact]
    public void A_page_is_shrunk_to_its_long_side_and_never_enlarged()
    {
        var large = DecodeOne(Quarters(4000, 3000).Jpeg(), FileKind.Jpeg);
        var small = DecodeOne(Quarters(200, 100).Jpeg(), FileKind.Jpeg);

        Assert.Equal((2480, 1860, 320, 240), (large.Page.Width, large.Page.Height, large.Thumbnail.Width, large.Thumbnail.Height));
        Assert.Equal((200, 100, 200, 100), (small.Page.Width, small.Page.Height, small.Thumbnail.Width, small.Thumbnail.Height));
        Assert.Equal((620, 0), (large.Transform.ToPage(1000, 0).X, large.Transform.ToPage(1000, 0).Y));
    }

    [Fact]
    public void A_cmyk_jpeg_comes_in_as_the_colours_it_prints()
    {
        double[] printable = [150, 90, 70];
        using var cmyk = Plain(printable, 64, 64).IccTransform("cmyk", inputProfile: "srgb");
        Assert.Equal(4, cmyk.Bands);

        var page = DecodeOne(cmyk.Jpeg(), FileKind.Jpeg);

        AssertShows(printable, page.Page, within: 8);
    }

    [Fact]
    public void A_wide_gamut_photograph_is_brought_to_srgb()
    {
        using var wide = Plain([60, 140, 90], 64, 64).IccTransform("p3", inputProfile: "srgb");
        double[] stored = wide[10, 10];
        Assert.True(Math.Abs(stored[0] - 60) > 8, "The sample is not in another colour space.");

        var page = DecodeOne(wide.Jpeg(), FileKind.Jpeg);

        AssertShows([60, 140, 90], page.Page, within: 3);
    }

    [Fact]
    public void A_grey_sixteen_bit_scan_comes_in()
    {
        using var grey = Quarters().Colourspace(Enums.Interpretation.Grey16);

        var page = DecodeOne(grey.PngsaveBuffer(), FileKind.Png);

        using var seen = Image.NewFromBuffer(page.Page.Jpeg);
        Assert.Equal(3, seen.Bands);
        Assert.InRange(seen[10, 10][0] - seen[10, 10][1], -1, 1);
        Assert.InRange(page.Measures.MeanLight, 40, 200);
    }

    private static void AssertShows(double[] colour, Rendition page, double within)
    {
        using var seen = Image.NewFromBuffer(page.Jpeg);
        Assert.All(seen[10, 10].Zip(colour), pair => Assert.InRange(pair.First - pair.Second, -within, within));
    }

    private static string[] Corners(Rendition page) =>
        [page.ColourAt(0.1, 0.1), page.ColourAt(0.9, 0.1), page.ColourAt(0.1, 0.9), page.ColourAt(0.9, 0.9)];

    private static byte[] Make(string name)
    {
        using var picture = Quarters();
        return name switch
        {
            "baseline.jpg" => picture.Jpeg(),
            "progressive.jpg" => picture.JpegsaveBuffer(q: 95, interlace: true),
            "plain.png" => picture.PngsaveBuffer(),
            "palette.png" => picture.PngsaveBuffer(palette: true),
            "sixteen-bit.png" => picture.Colourspace(Enums.Interpretation.Rgb16).PngsaveBuffer(),
            "lossy.webp" => picture.WebpsaveBuffer(q: 90),
            "lossless.webp" => picture.WebpsaveBuffer(lossless: true),
            "lzw.tif" => picture.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Lzw),
            "jpeg.tif" => picture.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Jpeg, q: 95),
            "big.tif" => picture.TiffsaveBuffer(bigtiff: true),
            "opaque.bmp" => ByMagick(picture, MagickFormat.Bmp3, alpha: false),
            "four-bytes.bmp" => ByMagick(picture, MagickFormat.Bmp, alpha: true),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }

    private static byte[] ByMagick(Image picture, MagickFormat format, bool alpha)
    {
        using var same = new MagickImage(picture.PngsaveBuffer(), MagickFormat.Png);
        same.HasAlpha = alpha;
        if (alpha) same.Evaluate(Channels.Alpha, EvaluateOperator.Set, 0); // the fourth byte is there and zero, as screenshots often have it
        return same.ToByteArray(format);
    }
}
