using System.Buffers.Binary;
using System.IO.Compression;

namespace PreExam.Imaging.Tests;

/// <summary>PNG files of any depth and colour type, byte by byte: encoders write only what they like.</summary>
internal static class HandPng
{
    /// <summary>Every row is the same.</summary>
    public static byte[] Make(int width, int height, int depth, int colourType, byte[] row, byte[]? palette = null, byte[]? transparency = null)
    {
        byte[] header = [.. Four(width), .. Four(height), (byte)depth, (byte)colourType, 0, 0, 0];
        using var pixels = new MemoryStream();
        using (var packed = new ZLibStream(pixels, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var y = 0; y < height; y++) packed.Write([0, .. row]);
        }

        return
        [
            0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR"u8, header), .. palette is null ? [] : Chunk("PLTE"u8, palette),
            .. transparency is null ? [] : Chunk("tRNS"u8, transparency), .. Chunk("IDAT"u8, pixels.ToArray()), .. Chunk("IEND"u8, []),
        ];
    }

    public static byte[] Chunk(ReadOnlySpan<byte> type, byte[] content)
    {
        byte[] covered = [.. type, .. content];
        return [.. Four(content.Length), .. covered, .. Four((int)Lies.Crc32(covered))];
    }

    private static byte[] Four(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
