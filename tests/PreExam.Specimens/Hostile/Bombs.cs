using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace PreExam.Specimens.Hostile;

/// <summary>Files made by hand to take memory or time out of proportion, or to lead a reader in circles.</summary>
public static class Bombs
{
    private static readonly Lazy<IReadOnlyList<HostileFile>> Made = new(() => [.. PngBombs.All, .. JpegBombs.All, .. TiffBombs.All, .. ContainerBombs.All, .. PdfBombs.All]);

    /// <summary>All of them; made when they are first asked for, which takes some seconds.</summary>
    public static IReadOnlyList<HostileFile> All => Made.Value;

    internal static byte[] Deflated(long zeroes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var piece = new byte[1 << 16];
            for (; zeroes > 0; zeroes -= piece.Length) zlib.Write(piece.AsSpan(0, (int)Math.Min(zeroes, piece.Length)));
        }

        return packed.ToArray();
    }

    internal static byte[] Four(long value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)value);
        return bytes;
    }

    internal static byte[] FourLittle(long value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)value);
        return bytes;
    }

    internal static byte[] TwoLittle(int value) => [(byte)value, (byte)(value >> 8)];

    internal static byte[] Chunk(string type, byte[] content)
    {
        byte[] covered = [.. Encoding.ASCII.GetBytes(type), .. content];
        var crc = 0xFFFFFFFF;
        foreach (var value in covered)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return [.. Four(content.Length), .. covered, .. Four(~crc)];
    }
}

/// <summary>PNG (ISO/IEC 15948).</summary>
internal static class PngBombs
{
    public static IEnumerable<HostileFile> All =>
    [
        new("png of 30000 × 30000, one bit, all there", Png(30_000, 30_000, 1, 0, Bombs.Deflated(30_000L * 3751))),
        new("png of 7900 × 7900, sixteen bits, with alpha, all there", Png(7900, 7900, 16, 6, Bombs.Deflated(7900L * ((7900 * 8) + 1)))),
        new("png of 7900 × 7900, sixteen bits, nothing there", Png(7900, 7900, 16, 6, Bombs.Deflated(1000))),
        new("png with a profile that inflates to 200 MB", Png(16, 16, 8, 0, Bombs.Deflated(16 * 17), Bombs.Chunk("iCCP", [.. "p\0\0"u8, .. Bombs.Deflated(200_000_000)]))),
        new("png with a text that inflates to 200 MB", Png(16, 16, 8, 0, Bombs.Deflated(16 * 17), Bombs.Chunk("zTXt", [.. "t\0\0"u8, .. Bombs.Deflated(200_000_000)]))),
        new("png with ten thousand texts", Png(16, 16, 8, 0, Bombs.Deflated(16 * 17), [.. Enumerable.Range(0, 10_000).SelectMany(n => Bombs.Chunk("tEXt", [.. "k\0"u8, (byte)n]))])),
        new("png of no width", Png(0, 10, 8, 0, Bombs.Deflated(100))),
    ];

    private static byte[] Png(int width, int height, byte depth, byte colourType, byte[] data, byte[]? before = null) =>
    [
        0x89, .. "PNG\r\n\u001a\n"u8, .. Bombs.Chunk("IHDR", [.. Bombs.Four(width), .. Bombs.Four(height), depth, colourType, 0, 0, 0]),
        .. before ?? [], .. Bombs.Chunk("IDAT", data), .. Bombs.Chunk("IEND", []),
    ];
}

/// <summary>JPEG (ITU-T T.81) and EXIF (CIPA DC-008).</summary>
internal static class JpegBombs
{
    public static IEnumerable<HostileFile> All =>
    [
        new("jpeg that claims 65500 × 65500", Sized(Honest("jpeg"), 65_500, 65_500)),
        new("progressive jpeg that claims 65500 × 65500", Sized(Honest("progressive jpeg"), 65_500, 65_500)),
        new("progressive jpeg that claims 7000 × 7000", Sized(Honest("progressive jpeg"), 7000, 7000)),
        new("progressive jpeg of 7000 × 7000 with five hundred scans", WithScans(Sized(Honest("progressive jpeg"), 7000, 7000), 500)),
        new("jpeg of no height", Sized(Honest("jpeg"), 100, 0)),
        new("jpeg with an exif directory that follows itself", WithExif([.. "II*\0"u8, 8, 0, 0, 0, 0, 0, 8, 0, 0, 0])),
        new("jpeg with an exif directory inside itself", WithExif([.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x69, 0x87, 4, 0, 1, 0, 0, 0, 8, 0, 0, 0, 8, 0, 0, 0])),
        new("jpeg with four billion exif values", WithExif([.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 255, 255, 255, 255, 8, 0, 0, 0, 0, 0, 0, 0])),
        new("jpeg with sixty thousand comments", [.. Honest("jpeg")[..2], .. Enumerable.Range(0, 60_000).SelectMany(_ => (byte[])[0xFF, 0xFE, 0, 2]), .. Honest("jpeg")[2..]]),
    ];

    private static byte[] Honest(string name) => HonestFiles.All.Single(f => f.Name == name).Bytes;

    private static byte[] Sized(byte[] jpeg, ushort width, ushort height)
    {
        byte[] file = [.. jpeg];
        var frame = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC2]) is >= 0 and var progressive ? progressive : file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(frame + 5), height);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(frame + 7), width);
        return file;
    }

    private static byte[] WithScans(byte[] jpeg, int count)
    {
        var first = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        var scan = jpeg[first..(first + 40)];
        return [.. jpeg[..first], .. Enumerable.Repeat(scan, count).SelectMany(s => s), 0xFF, 0xD9];
    }

    private static byte[] WithExif(byte[] tiff)
    {
        byte[] content = [.. "Exif\0\0"u8, .. tiff];
        return [0xFF, 0xD8, 0xFF, 0xE1, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content, .. Honest("jpeg")[2..]];
    }
}
