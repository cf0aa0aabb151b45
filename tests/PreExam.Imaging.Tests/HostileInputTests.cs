using System.Diagnostics;
using CsCheck;
using ImageMagick;
using NetVips;
using static PreExam.Imaging.Tests.Pictures;

namespace PreExam.Imaging.Tests;

/// <summary>What is cut off, too large or broken ends in a code, and quickly.</summary>
public sealed class HostileInputTests
{
    public static TheoryData<string, FileKind> Bombs => new()
    {
        { "png 100000 × 100000", FileKind.Png }, { "jpeg 65500 × 65500", FileKind.Jpeg }, { "progressive jpeg 65500 × 65500", FileKind.Jpeg },
        { "progressive jpeg 8000 × 7500", FileKind.Jpeg }, { "tiff 60000 × 60000", FileKind.Tiff },
        { "bmp 30000 × 30000", FileKind.Bmp }, { "heic 16384 × 16384", FileKind.Heic }, { "png 30000 × 1", FileKind.Png },
    };

    [Theory, MemberData(nameof(Bombs))]
    public void A_picture_that_claims_too_much_is_refused_before_its_first_pixel(string bomb, FileKind kind)
    {
        var file = bomb switch
        {
            "png 100000 × 100000" => Lies.Png(100_000, 100_000),
            "png 30000 × 1" => Lies.Png(30_000, 1),
            "jpeg 65500 × 65500" => Lies.Jpeg(65500, 65500, progressive: false),
            "progressive jpeg 65500 × 65500" => Lies.Jpeg(65500, 65500, progressive: true),
            "progressive jpeg 8000 × 7500" => Lies.Jpeg(8000, 7500, progressive: true),
            "tiff 60000 × 60000" => Lies.Tiff(60_000, 60_000),
            "bmp 30000 × 30000" => Lies.Bmp(30_000, 30_000),
            _ => Lies.Heic(16384, 16384),
        };
        var started = Stopwatch.GetTimestamp();

        var code = RefusalOf(file, kind);

        Assert.Equal(ImagingCodes.TooManyPixels, code);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(2), "A header takes milliseconds."); // 100000² decoded: 12 s
    }

    [Fact]
    public void The_same_size_passes_as_baseline_and_not_as_progressive()
    {
        var options = new DecoderOptions { Limits = new ImageLimits { Megapixels = 4, ProgressiveMegapixels = 2 } };
        using var picture = Quarters(2000, 1500);

        Assert.IsType<Decoded>(PageDecoder.Decode(picture.JpegsaveBuffer(), FileKind.Jpeg, options));
        Assert.Equal(ImagingCodes.TooManyPixels, RefusalOf(picture.JpegsaveBuffer(interlace: true), FileKind.Jpeg, options));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void An_honest_picture_above_the_limit_is_refused_whatever_its_kind(FileKind kind)
    {
        var options = new DecoderOptions { Limits = new ImageLimits { Megapixels = 0.01, HeicMegapixels = 0.01 } };

        Assert.Equal(ImagingCodes.TooManyPixels, RefusalOf(Whole(kind), kind, options));
    }

    public static TheoryData<FileKind> Kinds => [FileKind.Jpeg, FileKind.Png, FileKind.WebP, FileKind.Tiff, FileKind.Bmp, FileKind.Heic, FileKind.Pdf];

    [Theory, MemberData(nameof(Kinds))]
    public void A_file_that_stops_early_is_refused_as_such(FileKind kind)
    {
        var whole = Whole(kind);
        Assert.IsType<Decoded>(PageDecoder.Decode(whole, kind, new DecoderOptions()));

        foreach (var share in new[] { 0.35, 0.6, 0.8, 0.95 })
        {
            var code = RefusalOf(whole[..(int)(whole.Length * share)], kind);
            Assert.True(code == ImagingCodes.Truncated, $"{kind} cut at {share}: {code}");
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_file_with_broken_bytes_is_a_page_or_a_refusal_and_nothing_else(FileKind kind)
    {
        var whole = Whole(kind);

        // The header stays whole, so that the decoders themselves meet the damage.
        Gen.Select(Gen.Int[16, whole.Length - 1], Gen.Byte).Array[1, 20].Sample(
            damages =>
            {
                byte[] broken = [.. whole];
                foreach (var (at, value) in damages) broken[at] = value;
                return PageDecoder.Decode(broken, kind, new DecoderOptions()) is Decoded { Pages.Count: > 0 } or DecodeRefused { Code.Length: > 0 };
            },
            iter: 30, threads: 1);
    }

    [Fact]
    public void A_file_of_another_kind_than_told_is_not_decoded() =>
        Assert.Equal(ImagingCodes.UnsupportedFormat, RefusalOf(Quarters().PngsaveBuffer(), FileKind.Jpeg));

    [Fact]
    public void An_empty_file_is_refused() => Assert.Equal(ImagingCodes.UnsupportedFormat, RefusalOf([], FileKind.Jpeg));

    private static byte[] Whole(FileKind kind)
    {
        using var picture = Image.NewFromBuffer(Specimen("portrait.jpg")).Resize(0.25);
        return kind switch
        {
            FileKind.Jpeg => picture.Jpeg(),
            FileKind.Png => picture.PngsaveBuffer(),
            FileKind.WebP => picture.WebpsaveBuffer(),
            FileKind.Tiff => picture.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Lzw),
            FileKind.Bmp => new MagickImage(picture.PngsaveBuffer(), MagickFormat.Png).ToByteArray(MagickFormat.Bmp3),
            FileKind.Heic => Sample("rotated.heic"),
            _ => Documents.Scan(picture.Jpeg(), picture.Width, picture.Height),
        };
    }
}
