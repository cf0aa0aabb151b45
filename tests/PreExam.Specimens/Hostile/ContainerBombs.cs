using System.Buffers.Binary;

namespace PreExam.Specimens.Hostile;

/// <summary>WebP, BMP and HEIC.</summary>
internal static class ContainerBombs
{
    private static readonly HeifFile Heif = new(HonestFiles.PlainHeic);

    public static IEnumerable<HostileFile> All =>
    [
        new("webp that claims a canvas of 16384 × 16384", Riff([.. "VP8X"u8, 10, 0, 0, 0, 2, 0, 0, 0, 0xFF, 0x3F, 0, 0xFF, 0x3F, 0])),
        new("lossless webp that claims 16383 × 16383", Riff([.. "VP8L"u8, 12, 0, 0, 0, 0x2F, 0xFE, 0xBF, 0xFF, 0x0F, .. new byte[7]])),
        new("lossless webp that claims 8000 × 8000 and has nothing", Riff([.. "VP8L"u8, 12, 0, 0, 0, .. Lossless(8000, 8000), .. new byte[7]])),
        new("webp of a hundred thousand frames", Riff([.. "VP8X"u8, 10, 0, 0, 0, 2, 0, 0, 0, 15, 0, 0, 15, 0, 0, .. "ANIM"u8, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. Frames(100_000)])),
        new("bmp that claims 30000 × 30000", Bitmap(30_000, 30_000, 24, 0)),
        new("bmp that claims 7900 × 7900", Bitmap(7900, 7900, 32, 0)),
        new("bmp of 7900 × 7900 in runs of nothing", Bitmap(7900, 7900, 8, 1)),
        new("bmp of the least height there is", Bitmap(100, int.MinValue, 24, 0)),
        new("bmp of depth 0", Bitmap(1000, 1000, 0, 0)),
        new("bmp whose pixels are nowhere", Placed(Bitmap(100, 100, 24, 0), int.MaxValue)),
        new("heic grid that claims 65535 × 65535", Heif.Grid(2, 2, (160, 96), (65_535, 65_535))),
        new("heic grid of 256 × 256 tiles of which two are there", Heif.Grid(256, 256, (160, 96), (7000, 7000), present: 2)),
        new("heic grid of tiles that claim 40000 × 40000", Heif.Grid(2, 2, (40_000, 40_000), (320, 192))),
        new("heic grid far larger than its tiles", Heif.Grid(1, 1, (160, 96), (7000, 7000))),
        new("heic grid that is its own tile", OwnTile()),
        new("heic picture that claims 7000 × 7000", Heif.OnePicture(7000, 7000)),
        new("heic picture whose data are nowhere", Elsewhere()),
        new("heic box that holds itself for ever", [.. "\0\0\0\u001cftypheic\0\0\0\0mif1heicmiaf"u8, .. Enumerable.Repeat((byte[])[0, 0, 16, 0, .. "meta"u8, 0, 0, 0, 0], 300).SelectMany(b => b), .. new byte[4096]]),
    ];

    private static byte[] Riff(byte[] chunks) => [.. "RIFF"u8, .. Bombs.FourLittle(chunks.Length + 4), .. "WEBP"u8, .. chunks];

    private static byte[] Lossless(int width, int height) => [0x2F, .. Bombs.FourLittle((uint)(width - 1) | ((uint)(height - 1) << 14))];

    private static byte[] Frames(int count)
    {
        var file = new byte[count * 24];
        for (var number = 0; number < count; number++)
        {
            "ANMF"u8.CopyTo(file.AsSpan(number * 24));
            file[(number * 24) + 4] = 16;
        }

        return file;
    }

    private static byte[] Bitmap(int width, int height, int depth, int compression)
    {
        var file = new byte[54 + 64];
        "BM"u8.CopyTo(file);
        (int At, int Value)[] fields = [(2, file.Length), (10, 54), (14, 40), (18, width), (22, height), (26, 1 | (depth << 16)), (30, compression)];
        foreach (var (at, value) in fields) BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
        return file;
    }

    private static byte[] Placed(byte[] bitmap, int pixelsAt)
    {
        BinaryPrimitives.WriteInt32LittleEndian(bitmap.AsSpan(10), pixelsAt);
        return bitmap;
    }

    private static byte[] OwnTile()
    {
        var file = Heif.Grid(1, 1, (160, 96), (160, 96));
        var reference = file.AsSpan().IndexOf("dimg"u8) + 4;
        file[reference + 5] = 1; // from item 1 to item 1
        return file;
    }

    private static byte[] Elsewhere()
    {
        var file = Heif.OnePicture(160, 96);
        var place = file.AsSpan().IndexOf("iloc"u8) + 4 + 4 + 2 + 2 + 6;
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(place), 0xFFFF_FF00);
        return file;
    }
}
