using System.Buffers.Binary;

namespace PreExam.Imaging.Decoding;

/// <summary>
/// Tells a file that stops early from one that is broken otherwise: the first means "send it again", the second "take it again".
/// Asked only after a decoder has refused, so a wrong answer costs a wrong word and never a page.
/// </summary>
internal static class Truncation
{
    /// <summary>The refusal of a file that its decoder has given up.</summary>
    public static DecodeRefused Refuse(ReadOnlySpan<byte> file, FileKind kind) =>
        new(IsLikely(file, kind) ? ImagingCodes.Truncated : ImagingCodes.Failed);

    private static bool IsLikely(ReadOnlySpan<byte> file, FileKind kind) => kind switch
    {
        FileKind.Jpeg => !file.TrimEnd((byte)0).EndsWith((ReadOnlySpan<byte>)[0xFF, 0xD9]),
        FileKind.Png => file.LastIndexOf("IEND"u8) < 0,
        FileKind.WebP => LacksEndOfRiff(file),
        FileKind.Bmp => file.Length < 26 || BinaryPrimitives.ReadUInt32LittleEndian(file[2..]) > file.Length,
        FileKind.Heic => LacksEndOfBox(file),
        FileKind.Tiff => true, // its directory may stand anywhere; a TIFF that libtiff cannot read nearly always stops early
        _ => false,
    };

    /// <summary>Whether a WebP file ends before its container says. Its decoder reads the first frame and asks for no more.</summary>
    public static bool LacksEndOfRiff(ReadOnlySpan<byte> file) =>
        file.Length < 12 || BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) + 8L > file.Length;

    /// <summary>
    /// Whether a box of a HEIF file that the picture needs reaches over the file's end. Told by the structure alone, so it may be
    /// asked beforehand. What phones and gateways append behind the last box is no box, and does not count.
    /// </summary>
    public static bool LacksEndOfBox(ReadOnlySpan<byte> file)
    {
        long at = 0;
        while (at + 8 <= file.Length)
        {
            var type = file.Slice((int)at + 4, 4);
            long size = BinaryPrimitives.ReadUInt32BigEndian(file[(int)at..]);
            if (size == 1 && at + 16 <= file.Length) size = (long)BinaryPrimitives.ReadUInt64BigEndian(file[((int)at + 8)..]);
            if (size < 8) return false;
            at += size;
            if (at > file.Length) return type.SequenceEqual("meta"u8) || type.SequenceEqual("mdat"u8) || type.SequenceEqual("moov"u8);
        }

        return false;
    }
}
