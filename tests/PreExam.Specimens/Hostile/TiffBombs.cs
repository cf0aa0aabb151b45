using System.Buffers.Binary;

namespace PreExam.Specimens.Hostile;

/// <summary>TIFF 6.0 and BigTIFF.</summary>
internal static class TiffBombs
{
    private const int Million = 1_000_000;

    public static IEnumerable<HostileFile> All =>
    [
        new("tiff of a million empty directories", Chain(Million)),
        new("tiff directory that follows itself", [.. "II*\0"u8, 8, 0, 0, 0, .. Directory((256, 10), (257, 10), (258, 8)), 8, 0, 0, 0]),
        new("tiff directories in a circle", [.. "II*\0"u8, 8, 0, 0, 0, 0, 0, 14, 0, 0, 0, 0, 0, 8, 0, 0, 0]),
        new("tiff that claims 60000 × 60000 in one strip", Strip(60_000, 60_000, 60_000, 1000)),
        new("tiff of 7900 × 7900 with a strip that inflates to 500 MB", Strip(7900, 7900, 7900, 500_000_000)),
        new("tiff of 7900 × 7900 with rows of none", Strip(7900, 7900, 0, 1000)),
        new("tiff of four billion strips", [.. "II*\0"u8, 8, 0, 0, 0, .. Directory((256, 100), (257, 100), (258, 8), (262, 1), (278, 1)), 0, 0, 0, 0, .. new byte[64]]),
        new("tiff of 65535 samples", [.. "II*\0"u8, 8, 0, 0, 0, .. Directory((256, 4000), (257, 4000), (258, 16), (262, 2), (277, 65_535), (278, 4000), (273, 8), (279, 100)), 0, 0, 0, 0]),
        new("tiff whose entries never end", [.. "II*\0"u8, 8, 0, 0, 0, 0xFF, 0xFF, .. new byte[100]]),
        new("big tiff of more entries than bytes in the world", [.. "II"u8, 43, 0, 8, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, .. new byte[64]]),
        new("big tiff whose first directory is nowhere", [.. "II"u8, 43, 0, 8, 0, 0, 0, 0xF0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, .. new byte[64]]),
    ];

    private static byte[] Chain(int count)
    {
        var file = new byte[8 + (count * 6)];
        "II*\0"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), 8);
        for (var number = 0; number < count - 1; number++) BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(8 + (number * 6) + 2), 8 + ((number + 1) * 6));
        return file;
    }

    /// <summary>Grey, deflated.</summary>
    private static byte[] Strip(int width, int height, int rows, long inflated)
    {
        var data = Bombs.Deflated(inflated);
        byte[] entries = Directory((256, width), (257, height), (258, 8), (259, 8), (262, 1), (273, 8 + 2 + (12 * 8) + 4), (278, rows), (279, data.Length));
        return [.. "II*\0"u8, 8, 0, 0, 0, .. entries, 0, 0, 0, 0, .. data];
    }

    private static byte[] Directory(params (int Tag, long Value)[] entries) =>
    [
        .. Bombs.TwoLittle(entries.Length),
        .. entries.SelectMany(e => (byte[])[.. Bombs.TwoLittle(e.Tag), 4, 0, 1, 0, 0, 0, .. Bombs.FourLittle(e.Value)]),
    ];
}
