using System.Buffers.Binary;
using NetVips;

namespace PreExam.Imaging.Tests;

/// <summary>Small files whose headers claim huge pictures: what an attacker needs a few bytes for.</summary>
internal static class Lies
{
    public static byte[] Png(int width, int height)
    {
        var file = Pictures.Quarters().PngsaveBuffer(bitdepth: 8);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), Crc32(file.AsSpan(12, 17)));
        return file;
    }

    public static byte[] Jpeg(ushort width, ushort height, bool progressive)
    {
        var file = Pictures.Quarters().JpegsaveBuffer(q: 90, interlace: progressive);
        var frame = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, progressive ? (byte)0xC2 : (byte)0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(frame + 5), height);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(frame + 7), width);
        return file;
    }

    public static byte[] Tiff(int width, int height)
    {
        var file = Pictures.Quarters().TiffsaveBuffer();
        var directory = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4));
        for (int entry = 0, count = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(directory)); entry < count; entry++)
        {
            var at = file.AsSpan(directory + 2 + (entry * 12));
            if (BinaryPrimitives.ReadUInt16LittleEndian(at) is not (256 or 257) and not 278) continue; // width, height, rows in a strip
            var tag = BinaryPrimitives.ReadUInt16LittleEndian(at);
            BinaryPrimitives.WriteUInt16LittleEndian(at[2..], 4);
            BinaryPrimitives.WriteInt32LittleEndian(at[8..], tag == 256 ? width : height);
        }

        return file;
    }

    public static byte[] Bmp(int width, int height)
    {
        var file = new byte[54 + 64];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), 54);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(26), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(28), 24);
        return file;
    }

    public static byte[] Heic(int width, int height)
    {
        var file = Pictures.Sample("rotated.heic");
        var size = file.AsSpan(file.AsSpan().IndexOf("ispe"u8) + 8);
        BinaryPrimitives.WriteInt32BigEndian(size, width);
        BinaryPrimitives.WriteInt32BigEndian(size[4..], height);
        return file;
    }

    internal static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFF;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
