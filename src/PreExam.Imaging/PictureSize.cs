using System.Buffers.Binary;

namespace PreExam.Imaging;

/// <summary>What a picture's first bytes claim of it.</summary>
/// <param name="Width">Width in pixels, before any rotation.</param>
/// <param name="Height">Height in pixels, before any rotation.</param>
/// <param name="Progressive">Whether it comes in several passes, so that its decoder must hold all of it: JPEG and PNG.</param>
public readonly record struct ClaimedSize(long Width, long Height, bool Progressive = false)
{
    /// <summary>Pixels in millions.</summary>
    public double Megapixels => Width * (double)Height / 1e6;

    /// <summary>The code that this claim is refused with, or null.</summary>
    public string? RefusedBy(ImageLimits limits, FileKind kind)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (Width <= 0 || Height <= 0) return ImagingCodes.Failed;

        var most = kind switch
        {
            FileKind.Heic => Math.Min(limits.Megapixels, limits.HeicMegapixels),
            FileKind.Jpeg when Progressive => Math.Min(limits.Megapixels, limits.ProgressiveMegapixels),
            _ => limits.Megapixels,
        };
        return Math.Max(Width, Height) > limits.LongSide || Megapixels > most ? ImagingCodes.TooManyPixels : null;
    }
}

/// <summary>
/// Width and height as a picture's first bytes claim them, read without any decoder, so that a picture of too many pixels is refused
/// while the phone still waits. What is not found here is left to the decoder, which holds every picture against the same limits.
/// </summary>
public static class PictureSize
{
    /// <summary>How many first bytes are worth collecting: cameras put previews and profiles before a JPEG's frame.</summary>
    public const int BytesNeeded = 256 * 1024;

    /// <summary>The claim, or null where the first bytes do not tell.</summary>
    public static ClaimedSize? Find(ReadOnlySpan<byte> head, FileKind kind) => kind switch
    {
        FileKind.Jpeg => Jpeg(head),
        FileKind.Png when head.Length >= 29 =>
            new(BinaryPrimitives.ReadUInt32BigEndian(head[16..]), BinaryPrimitives.ReadUInt32BigEndian(head[20..]), Progressive: head[28] == 1),
        FileKind.Bmp when head.Length >= 26 => Bitmap(head),
        FileKind.WebP when head.Length >= 30 => WebP(head),
        FileKind.Tiff => Tiff(head),
        FileKind.Heic => Heic(head),
        _ => null,
    };

    private static ClaimedSize? Jpeg(ReadOnlySpan<byte> head)
    {
        var at = 2;
        while (at + 9 <= head.Length)
        {
            if (head[at] != 0xFF) return null;
            var marker = head[at + 1];
            if (marker == 0xFF)
            {
                at++; // fill byte
                continue;
            }

            var isFrame = marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
            if (isFrame)
            {
                var isProgressive = marker is 0xC2 or 0xC6 or 0xCA or 0xCE;
                return new(BinaryPrimitives.ReadUInt16BigEndian(head[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(head[(at + 5)..]), isProgressive);
            }

            if (marker == 0xDA) return null;
            at += marker is 0x01 or >= 0xD0 and <= 0xD8 ? 2 : 2 + BinaryPrimitives.ReadUInt16BigEndian(head[(at + 2)..]);
        }

        return null;
    }

    // A negative height means that the rows come from the top; the oldest header has 16-bit sides.
    private static ClaimedSize? Bitmap(ReadOnlySpan<byte> head) => BinaryPrimitives.ReadUInt32LittleEndian(head[14..]) == 12
        ? new(BinaryPrimitives.ReadUInt16LittleEndian(head[18..]), BinaryPrimitives.ReadUInt16LittleEndian(head[20..]))
        : new(Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(head[18..])), Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(head[22..])));

    private static ClaimedSize? WebP(ReadOnlySpan<byte> head)
    {
        var chunk = head[12..16];
        if (chunk.SequenceEqual("VP8X"u8)) return new(1 + UInt24(head[24..]), 1 + UInt24(head[27..]));
        if (chunk.SequenceEqual("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(head[21..]);
            return new((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1);
        }

        return chunk.SequenceEqual("VP8 "u8)
            ? new(BinaryPrimitives.ReadUInt16LittleEndian(head[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(head[28..]) & 0x3FFF)
            : null;
    }

    private static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | bytes[1] << 8 | bytes[2] << 16;

    private static ClaimedSize? Tiff(ReadOnlySpan<byte> head)
    {
        if (head.Length < 8 || head[2] == 43 || head[3] == 43) return null; // BigTIFF: left to the decoder
        var little = head[0] == 'I';
        long directory = UInt32(head[4..], little);
        if (directory + 2 > head.Length) return null;
        var entries = UInt16(head[(int)directory..], little);
        long width = 0, height = 0;
        for (var i = 0; i < entries; i++)
        {
            var at = directory + 2 + 12L * i;
            if (at + 12 > head.Length) return null;
            var entry = head[(int)at..];
            var value = UInt16(entry[2..], little) == 3 ? UInt16(entry[8..], little) : UInt32(entry[8..], little);
            if (UInt16(entry, little) == 256) width = value;
            if (UInt16(entry, little) == 257) height = value;
        }

        return width > 0 && height > 0 ? new(width, height) : null;
    }

    private static uint UInt16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint UInt32(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    /// <remarks>A file has one such box for the picture, one for each of its tiles and one for the preview: the largest is the picture.</remarks>
    private static ClaimedSize? Heic(ReadOnlySpan<byte> head)
    {
        ClaimedSize? largest = null;
        for (var at = head.IndexOf("ispe"u8); at >= 0 && at + 16 <= head.Length;)
        {
            var size = new ClaimedSize(BinaryPrimitives.ReadUInt32BigEndian(head[(at + 8)..]), BinaryPrimitives.ReadUInt32BigEndian(head[(at + 12)..]));
            if (largest is null || size.Megapixels > largest.Value.Megapixels) largest = size;
            var next = head[(at + 4)..].IndexOf("ispe"u8);
            at = next < 0 ? -1 : at + 4 + next;
        }

        return largest;
    }
}
