using System.Buffers.Binary;
using NetVips;

namespace PreExam.Specimens.Hostile;

/// <summary>A small honest file of every accepted format, for being damaged: print on paper, with noise, 240 × 180 pixels.</summary>
public static class HonestFiles
{
    private const int Width = 240, Height = 180;

    /// <summary>Names and files; each is a page as it stands.</summary>
    public static IReadOnlyList<(string Name, byte[] Bytes)> All { get; } = [.. Make()];

    /// <summary>A HEIC file of one picture, 160 × 96: red and green above blue and yellow.</summary>
    public static byte[] PlainHeic { get; } = Resource("plain.heic");

    private static IEnumerable<(string Name, byte[] Bytes)> Make()
    {
        using var paper = Paper();
        using var grey = paper.Colourspace(Enums.Interpretation.Bw);
        using var tagged = paper.Mutate(m => m.Set(GValue.GIntType, "orientation", 6));
        using var ink = paper.IccTransform("cmyk", inputProfile: "srgb");
        using var sheets = Image.Arrayjoin([paper, paper.Invert()], across: 1);
        using var frames = sheets.Mutate(m => m.Set(GValue.GIntType, "page-height", Height));
        var heif = new HeifFile(Resource("plain.heic"));
        var jpeg = paper.JpegsaveBuffer(q: 85);

        yield return ("jpeg", jpeg);
        yield return ("jpeg with exif", tagged.JpegsaveBuffer(q: 80));
        yield return ("progressive jpeg", paper.JpegsaveBuffer(q: 85, interlace: true));
        yield return ("cmyk jpeg", ink.JpegsaveBuffer(q: 80));
        yield return ("png", paper.PngsaveBuffer());
        yield return ("interlaced png", paper.PngsaveBuffer(interlace: true));
        yield return ("palette png", paper.PngsaveBuffer(palette: true));
        yield return ("sixteen-bit png", paper.Colourspace(Enums.Interpretation.Rgb16).PngsaveBuffer());
        yield return ("webp", paper.WebpsaveBuffer(q: 80));
        yield return ("lossless webp", paper.WebpsaveBuffer(lossless: true));
        yield return ("animated webp", frames.WebpsaveBuffer(q: 60));
        yield return ("lzw tiff", paper.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Lzw));
        yield return ("fax tiff", grey.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Ccittfax4, bitdepth: 1));
        yield return ("jpeg tiff", paper.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Jpeg));
        yield return ("tiled tiff", paper.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Deflate, tile: true, tileWidth: 64, tileHeight: 64));
        yield return ("tiff of two sheets", sheets.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Packbits, pageHeight: Height));
        yield return ("big tiff", paper.TiffsaveBuffer(bigtiff: true, compression: Enums.ForeignTiffCompression.Lzw));
        yield return ("bmp", Bitmap(paper));
        yield return ("heic", Resource("plain.heic"));
        yield return ("heic grid", heif.Grid(2, 2, (160, 96), (300, 180), null, HeifFile.Rotation(1)));
        yield return ("scanned pdf", PdfFile.Scan(jpeg, Width, Height));
        yield return ("drawn pdf", PdfFile.Page("0.8 0.1 0.1 rg 20 20 60 80 re f 0 0 1 RG 10 10 m 180 90 l S", "200 100"));
        yield return ("linearised pdf", Resource("linearised.pdf"));
    }

    private static Image Paper()
    {
        using var noise = Image.Gaussnoise(Width, Height, sigma: 6, mean: 205, seed: 1);
        using var warm = noise.Bandjoin(noise - 6, noise - 22).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        return warm.Mutate(m =>
        {
            for (var line = 0; line < 12; line++)
            {
                for (var word = 0; word < 6; word++) m.DrawRect([40.0, 40, 44], 14 + (word * 36), 12 + (line * 14), 18 + ((line + word) * 5 % 14), 6, fill: true);
            }

            m.DrawCircle([200.0, 30, 40], 180, 130, 26);
        });
    }

    private static byte[] Bitmap(Image picture)
    {
        using var flipped = picture.FlipVer();
        var pixels = flipped.ExtractBand(2).Bandjoin(flipped.ExtractBand(1), flipped.ExtractBand(0)).WriteToMemory<byte>(); // rows are whole words at this width
        var head = new byte[54];
        "BM"u8.CopyTo(head);
        (int At, int Value)[] fields = [(2, head.Length + pixels.Length), (10, head.Length), (14, 40), (18, Width), (22, Height), (26, 1 | (24 << 16)), (34, pixels.Length)];
        foreach (var (at, value) in fields) BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(at), value);
        return [.. head, .. pixels];
    }

    private static byte[] Resource(string name)
    {
        using var stream = typeof(HonestFiles).Assembly.GetManifestResourceStream($"Hostile/{name}")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
