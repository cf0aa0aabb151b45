using System.Buffers.Binary;
using ImageMagick;
using NetVips;
using PreExam.Specimens.Hostile;
using static PreExam.Imaging.Tests.Pictures;

namespace PreExam.Imaging.Tests;

/// <summary>Files that hold more than one picture, or say in their structure how it lies.</summary>
public sealed class StructureTests
{
    private static readonly HeifFile Heif = new(HonestFiles.PlainHeic);

    [Theory]
    [InlineData("", "red green blue yellow")]
    [InlineData("irot 1", "green yellow red blue")]
    [InlineData("irot 2", "yellow blue green red")]
    [InlineData("irot 3", "blue red yellow green")]
    [InlineData("imir left-right", "green red yellow blue")]
    [InlineData("imir top-bottom", "blue yellow red green")]
    [InlineData("irot 1, imir left-right", "yellow green blue red")]
    public void A_heic_picture_lies_as_its_own_properties_say(string properties, string corners)
    {
        byte[][] boxes = [.. properties.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(p => p switch
        {
            "imir left-right" => HeifFile.Mirror(leftAndRight: true),
            "imir top-bottom" => HeifFile.Mirror(leftAndRight: false),
            _ => HeifFile.Rotation(p[^1] - '0'),
        })];

        var page = DecodeOne(Heif.OnePicture(160, 96, boxes), FileKind.Heic);

        Assert.Equal(corners, Corners(page));
        Assert.Equal(1, page.Transform.Orientation);
    }

    [Fact]
    public void A_heic_picture_of_tiles_is_put_together_and_turned_as_a_whole()
    {
        var file = Heif.Grid(2, 3, (160, 96), (320, 280), null, HeifFile.Rotation(3));

        var page = DecodeOne(file, FileKind.Heic);

        Assert.Equal((280, 320), (page.Page.Width, page.Page.Height)); // the last row of tiles is cut to the canvas
        Assert.Equal(("blue", "red"), (page.Page.ColourAt(0.02, 0.02), page.Page.ColourAt(0.98, 0.02)));
        Assert.Equal(new ClaimedSize(320, 280), PictureSize.Find(file, FileKind.Heic));
    }

    [Fact]
    public void A_heic_picture_of_ten_bits_comes_in() =>
        Assert.Equal("red green blue yellow", Corners(DecodeOne(Sample("ten-bit.heic"), FileKind.Heic)));

    /// <summary>Gateways, phones and file stores append: nothing of the picture is missing.</summary>
    [Theory]
    [InlineData("heic", "two bytes behind it")]
    [InlineData("heic", "a trailer behind it")]
    [InlineData("jpeg", "two bytes behind it")]
    [InlineData("png", "a trailer behind it")]
    [InlineData("webp", "two bytes behind it")]
    [InlineData("lzw tiff", "a trailer behind it")]
    [InlineData("bmp", "two bytes behind it")]
    [InlineData("drawn pdf", "a block of zeroes behind it")]
    public void A_whole_picture_with_something_odd_at_its_end_is_a_page(string name, string end)
    {
        var file = HonestFiles.All.Single(f => f.Name == name).Bytes;
        file = end switch
        {
            "two bytes behind it" => [.. file, 13, 10],
            "a trailer behind it" => [.. file, .. "SEFH and more that is no box, 120 bytes of it"u8, .. new byte[75]],
            _ => [.. file, .. new byte[8192]],
        };

        DecodeOne(file, ContentType.Sniff(file).Kind!.Value);
    }

    [Theory]
    [InlineData(FileKind.Png)]
    [InlineData(FileKind.WebP)]
    [InlineData(FileKind.Tiff)]
    public void The_orientation_tag_counts_in_other_formats_too(FileKind kind)
    {
        foreach (var (orientation, corners) in new[] { (6, "blue red yellow green"), (7, "yellow green blue red"), (3, "yellow blue green red") })
        {
            using var turned = Quarters().Mutate(m => m.Set(GValue.GIntType, "orientation", orientation));
            var file = kind switch { FileKind.Png => turned.PngsaveBuffer(), FileKind.WebP => turned.WebpsaveBuffer(lossless: true), _ => turned.TiffsaveBuffer() };

            var page = DecodeOne(file, kind);

            Assert.Equal((corners, orientation), (Corners(page), page.Transform.Orientation));
        }
    }

    [Fact]
    public void Of_a_multi_picture_jpeg_the_first_is_taken()
    {
        byte[] file = [.. Quarters().Jpeg(), .. Plain(Blue, 64, 64).Jpeg()];

        Assert.Equal("red green blue yellow", Corners(DecodeOne(file, FileKind.Jpeg)));
    }

    [Fact]
    public void Of_an_animation_the_first_frame_is_taken()
    {
        using var frames = Image.Arrayjoin([Plain(Red, 80, 60), Plain(Green, 80, 60)], across: 1).Mutate(m => m.Set(GValue.GIntType, "page-height", 60));

        var page = DecodeOne(frames.WebpsaveBuffer(q: 90), FileKind.WebP);

        Assert.Equal((80, 60, "red"), (page.Page.Width, page.Page.Height, page.Page.ColourAt(0.5, 0.9)));
    }

    [Fact]
    public void An_interlaced_png_comes_in() => Assert.Equal("red green blue yellow", Corners(DecodeOne(Quarters().PngsaveBuffer(interlace: true), FileKind.Png)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_fax_comes_in_with_its_print_black_on_white(bool whiteIsZero)
    {
        using var sheet = Image.Black(400, 300).Invert().Mutate(m => m.DrawRect([0.0], 40, 30, 120, 90, fill: true));

        var page = DecodeOne(sheet.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Ccittfax4, bitdepth: 1, miniswhite: whiteIsZero), FileKind.Tiff);

        using var seen = Image.NewFromBuffer(page.Page.Jpeg);
        Assert.All(seen[100, 75], level => Assert.InRange(level, 0, 20));
        Assert.All(seen[300, 200], level => Assert.InRange(level, 235, 255));
    }

    [Theory]
    [InlineData(Enums.ForeignTiffCompression.Deflate, true, false)]
    [InlineData(Enums.ForeignTiffCompression.Packbits, false, false)]
    [InlineData(Enums.ForeignTiffCompression.Lzw, false, true)]
    public void A_tiff_in_tiles_or_sixteen_bits_comes_in(Enums.ForeignTiffCompression compression, bool tiles, bool sixteen)
    {
        using var picture = sixteen ? Quarters().Colourspace(Enums.Interpretation.Rgb16) : Quarters();

        var page = DecodeOne(picture.TiffsaveBuffer(compression: compression, tile: tiles, tileWidth: 64, tileHeight: 64), FileKind.Tiff);

        Assert.Equal("red green blue yellow", Corners(page));
    }

    [Fact]
    public void The_preview_inside_a_tiff_is_no_page()
    {
        var file = Sheets(Red, Green, Blue);

        MarkAsPreview(file, directory: 1);

        var decoded = Assert.IsType<Decoded>(PageDecoder.Decode(file, FileKind.Tiff, new DecoderOptions()));
        Assert.Equal(["red", "blue"], decoded.Pages.Select(p => p.Page.ColourAt(0.5, 0.5)));
    }

    [Fact]
    public void A_tiff_whose_chain_leads_out_of_the_file_was_cut_off()
    {
        var file = Sheets(Red, Green);
        var second = NextDirectory(file, Directory(file, 0));

        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(second), (uint)file.Length + 1000);

        Assert.Equal(ImagingCodes.Truncated, RefusalOf(file, FileKind.Tiff));
    }

    [Theory]
    [InlineData("rows from the top")]
    [InlineData("sixteen bits")]
    [InlineData("run lengths")]
    [InlineData("one bit")]
    public void A_bitmap_of_an_older_kind_comes_in(string kind)
    {
        byte[] palette = [.. Bgr(Red), 0, .. Bgr(Green), 0, .. Bgr(Blue), 0, .. Bgr(Yellow), 0];
        byte[] runs = [.. Times(16, [16, 2, 16, 3, 0, 0]), .. Times(16, [16, 0, 16, 1, 0, 0]), 0, 1];
        var file = kind switch
        {
            "rows from the top" => Bitmap(-32, 24, Rows(Bgr(Red), Bgr(Green), Bgr(Blue), Bgr(Yellow))),
            "sixteen bits" => Bitmap(32, 16, Rows(Word(Blue), Word(Yellow), Word(Red), Word(Green))),
            "run lengths" => Bitmap(32, 8, runs, compression: 1, palette),
            _ => Bitmap(32, 1, [.. Times(16, [0, 0, 0xFF, 0xFF]), .. Times(16, [0xFF, 0xFF, 0, 0])], palette: palette[..8]),
        };

        Assert.Equal(kind == "one bit" ? "green red red green" : "red green blue yellow", Corners(DecodeOne(file, FileKind.Bmp)));
    }

    private static byte[] Bgr(double[] colour) => [(byte)colour[2], (byte)colour[1], (byte)colour[0]];

    private static byte[] Word(double[] colour)
    {
        var word = ((int)colour[0] >> 3 << 10) | ((int)colour[1] >> 3 << 5) | ((int)colour[2] >> 3);
        return [(byte)word, (byte)(word >> 8)];
    }

    private static byte[] Times(int count, byte[] bytes) => [.. Enumerable.Repeat(bytes, count).SelectMany(b => b)];

    /// <summary>32 rows in the order of the file, each half one colour and half another.</summary>
    private static byte[] Rows(byte[] first, byte[] second, byte[] third, byte[] fourth) =>
        [.. Times(16, [.. Times(16, first), .. Times(16, second)]), .. Times(16, [.. Times(16, third), .. Times(16, fourth)])];

    private static byte[] Bitmap(int height, int depth, byte[] pixels, int compression = 0, byte[]? palette = null)
    {
        palette ??= [];
        var file = new byte[54];
        "BM"u8.CopyTo(file);
        (int At, int Value)[] fields =
        [
            (2, 54 + palette.Length + pixels.Length), (10, 54 + palette.Length), (14, 40), (18, 32), (22, height), (26, 1 | (depth << 16)),
            (30, compression), (34, pixels.Length), (46, palette.Length / 4),
        ];
        foreach (var (at, value) in fields) BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
        return [.. file, .. palette, .. pixels];
    }

    private static byte[] Sheets(params double[][] colours)
    {
        using var sheets = new MagickImageCollection();
        foreach (var colour in colours) sheets.Add(new MagickImage(new MagickColor((byte)colour[0], (byte)colour[1], (byte)colour[2]), 200, 100));
        return sheets.ToByteArray(MagickFormat.Tiff);
    }

    private static void MarkAsPreview(byte[] file, int directory)
    {
        var at = Directory(file, directory);
        for (int entry = at + 2, count = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at)); count > 0; entry += 12, count--)
        {
            if (BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(entry)) != 254) continue;
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(entry + 8), 1);
            return;
        }

        Assert.Fail("The directory has no type to change.");
    }

    private static int Directory(byte[] file, int number)
    {
        Assert.Equal((byte)'I', file[0]);
        var at = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4));
        for (; number > 0; number--) at = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(NextDirectory(file, at)));
        return at;
    }

    /// <summary>Where a directory names the one that follows it.</summary>
    private static int NextDirectory(byte[] file, int at) => at + 2 + (12 * BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at)));

    private static string Corners(DecodedPage page) =>
        string.Join(" ", page.Page.ColourAt(0.1, 0.1), page.Page.ColourAt(0.9, 0.1), page.Page.ColourAt(0.1, 0.9), page.Page.ColourAt(0.9, 0.9));
}
