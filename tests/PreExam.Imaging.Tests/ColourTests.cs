using NetVips;
using PreExam.Specimens.Hostile;
using static PreExam.Imaging.Tests.Pictures;

namespace PreExam.Imaging.Tests;

/// <summary>Colours come out as their maker meant them, within what JPEG leaves of them. All numbers are 8-bit sRGB.</summary>
public sealed class ColourTests
{
    private static readonly double[] Meant = [60, 140, 90];

    [Theory]
    [InlineData("jpeg")]
    [InlineData("png")]
    [InlineData("webp")]
    [InlineData("tiff, 16 bit")]
    public void A_picture_in_adobe_rgb_is_brought_to_srgb(string how)
    {
        var stored = IccProfile.AdobeRgbOf(Meant);
        Assert.True(Math.Abs(stored[0] - Meant[0]) > 20, "The sample is in another colour space.");
        using var plain = Plain(stored, 64, 64);
        using var tagged = plain.Mutate(m => m.Set(GValue.BlobType, "icc-profile-data", IccProfile.AdobeRgb()));

        var (file, kind) = how switch
        {
            "jpeg" => (tagged.Jpeg(), FileKind.Jpeg),
            "png" => (tagged.PngsaveBuffer(), FileKind.Png),
            "webp" => (tagged.WebpsaveBuffer(lossless: true), FileKind.WebP),
            _ => (tagged.Linear([257.0], [0.0]).Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Rgb16).TiffsaveBuffer(), FileKind.Tiff),
        };

        AssertShows(Meant, file, kind, within: 4);
    }

    [Fact]
    public void An_iphones_heic_in_display_p3_is_brought_to_srgb()
    {
        using var profiled = Plain(Meant, 8, 8).IccTransform("p3", inputProfile: "srgb");
        var p3 = (byte[])profiled.Get("icc-profile-data");
        double[] stored = Red; // as coded
        using var asP3 = Plain(stored, 8, 8).Mutate(m => m.Set(GValue.BlobType, "icc-profile-data", p3)).IccTransform("srgb", embedded: true);
        var seen = asP3[4, 4];
        Assert.True(seen[0] - stored[0] > 10, "Display P3's red is more than sRGB's.");

        var file = new HeifFile(HonestFiles.PlainHeic).OnePicture(160, 96, HeifFile.Profile(p3));

        AssertShows(seen, file, FileKind.Heic, within: 8);
    }

    /// <summary>Adobe's programs store ink as its opposite and say so in a marker. Without one, browsers take it for the same; so does the page.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_cmyk_jpeg_shows_what_it_prints_with_and_without_its_marker(bool adobe)
    {
        double[] printable = [150, 90, 70];
        using var ink = Plain(printable, 64, 64).IccTransform("cmyk", inputProfile: "srgb");

        var file = adobe ? ink.Jpeg() : WithoutAdobeMarker(ink.Jpeg());

        AssertShows(printable, file, FileKind.Jpeg, within: 8);
    }

    [Fact]
    public void A_ycck_jpeg_is_read_as_the_inks_it_stands_for()
    {
        double[] printable = [150, 90, 70];
        using var ink = Plain(printable, 64, 64).IccTransform("cmyk", inputProfile: "srgb");
        var (c, m, y, k) = (255 - ink[9, 9][0], 255 - ink[9, 9][1], 255 - ink[9, 9][2], 255 - ink[9, 9][3]); // as Adobe stores them
        // YCCK is YCbCr of what is left when the three inks are taken away; K stays (Adobe technical note 5116).
        var (r, g, b) = (255 - c, 255 - m, 255 - y);
        double[] ycck = [(0.299 * r) + (0.587 * g) + (0.114 * b), 128 - (0.168736 * r) - (0.331264 * g) + (0.5 * b), 128 + (0.5 * r) - (0.418688 * g) - (0.081312 * b), k];
        using var coded = Image.Black(64, 64).NewFromImage([.. ycck.Select(v => 255 - Math.Round(v))]).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Cmyk);
        var file = coded.Jpeg();

        file[Find(file, "Adobe"u8) + 11] = 2; // what was written as four plain channels is now called YCCK

        AssertShows(printable, file, FileKind.Jpeg, within: 8);
    }

    [Fact]
    public void A_profile_that_is_none_counts_as_none()
    {
        using var tagged = Plain(Meant, 64, 64).Mutate(m => m.Set(GValue.BlobType, "icc-profile-data", "this is no profile"u8.ToArray()));

        AssertShows(Meant, tagged.PngsaveBuffer(), FileKind.Png, within: 3);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(4, 0)]
    [InlineData(8, 0)]
    [InlineData(16, 0)]
    [InlineData(8, 2)]
    [InlineData(16, 2)]
    [InlineData(8, 4)]
    [InlineData(16, 6)]
    public void A_png_of_any_depth_shows_black_and_white(int depth, int colourType)
    {
        var bands = colourType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        var half = 32 * bands * depth / 8;
        byte[] row = [.. new byte[half], .. Enumerable.Repeat((byte)0xFF, half)];
        if (colourType is 4 or 6) // opaque all over
        {
            for (var at = 0; at < row.Length; at++)
            {
                var sample = at * 8 / depth;
                if (sample % bands == bands - 1) row[at] = 0xFF;
            }
        }

        var page = DecodeOne(HandPng.Make(64, 64, depth, colourType, row), FileKind.Png);

        using var seen = Image.NewFromBuffer(page.Page.Jpeg);
        Assert.All(seen[8, 32], level => Assert.InRange(level, 0, 3));
        Assert.All(seen[56, 32], level => Assert.InRange(level, 252, 255));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void A_palette_of_any_depth_shows_its_colours_and_its_transparency_as_paper(int depth)
    {
        byte[] palette = [220, 30, 30, 30, 200, 30];
        byte[] row = [.. new byte[32 * depth / 8], .. Enumerable.Range(0, 32 * depth / 8).Select(_ => (byte)(depth switch { 1 => 0xFF, 2 => 0x55, 4 => 0x11, _ => 1 }))];

        var opaque = DecodeOne(HandPng.Make(64, 64, depth, 3, row, palette), FileKind.Png);
        var seeThrough = DecodeOne(HandPng.Make(64, 64, depth, 3, row, palette, transparency: [0]), FileKind.Png);

        Assert.Equal(("red", "green"), (opaque.Page.ColourAt(0.1, 0.5), opaque.Page.ColourAt(0.9, 0.5)));
        Assert.Equal(("white", "green"), (seeThrough.Page.ColourAt(0.1, 0.5), seeThrough.Page.ColourAt(0.9, 0.5)));
    }

    private static void AssertShows(double[] colour, byte[] file, FileKind kind, double within)
    {
        Assert.Equal(kind, ContentType.Sniff(file).Kind);
        using var seen = Image.NewFromBuffer(DecodeOne(file, kind).Page.Jpeg);
        Assert.All(seen[10, 10].Zip(colour), pair => Assert.InRange(pair.First - pair.Second, -within, within));
    }

    private static byte[] WithoutAdobeMarker(byte[] jpeg)
    {
        var at = Find(jpeg, "Adobe"u8) - 4;
        Assert.Equal((0xFF, 0xEE), (jpeg[at], jpeg[at + 1]));
        return [.. jpeg[..at], .. jpeg[(at + 16)..]];
    }

    private static int Find(byte[] file, ReadOnlySpan<byte> mark) => file.AsSpan().IndexOf(mark);
}
