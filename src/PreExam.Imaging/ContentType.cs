using System.Buffers.Binary;

namespace PreExam.Imaging;

/// <summary>
/// What a file's first bytes say. <paramref name="Kind"/> is null for what is not accepted; <paramref name="Name"/> is then a
/// stable word for the answer, one of <see cref="OtherContent.Names"/>.
/// </summary>
public readonly record struct SniffedContent(FileKind? Kind, string Name);

/// <summary>Tells files apart by their magic bytes. The name and the declared media type of an upload are never asked.</summary>
public static class ContentType
{
    /// <summary>How many first bytes are worth collecting: PDF readers look for the header within the first 1024.</summary>
    public const int BytesNeeded = 1024;

    private static readonly string[] HevcBrands = ["heic", "heix", "hevc", "hevx", "heim", "heis", "hevm", "hevs"];
    private static readonly string[] StillContainers = ["mif1", "msf1", "miaf", "MiHB", "MiHE"];

    /// <summary>Judges the first bytes of a file; fewer than <see cref="BytesNeeded"/> are enough where the file is shorter.</summary>
    public static SniffedContent Sniff(ReadOnlySpan<byte> head) => head switch
    {
        [] => new(null, "empty"),
        [0xFF, 0xD8, 0xFF, ..] => Accepted(FileKind.Jpeg),
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Accepted(FileKind.Png),
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => Accepted(FileKind.WebP),
        [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..] => CameraRaw.IsTiffInside(head) ? new(null, "raw") : Accepted(FileKind.Tiff),
        [(byte)'B', (byte)'M', ..] when IsBitmap(head) => Accepted(FileKind.Bmp),
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => MediaContainer(head),
        _ when head[..Math.Min(head.Length, BytesNeeded)].IndexOf("%PDF-"u8) >= 0 => Accepted(FileKind.Pdf),
        _ => new(null, OtherContent.NameOf(head[..Math.Min(head.Length, BytesNeeded)])),
    };

    /// <summary>The media type that an accepted file is stored and served under.</summary>
    public static string MediaType(this FileKind kind) => kind switch
    {
        FileKind.Jpeg => "image/jpeg",
        FileKind.Png => "image/png",
        FileKind.WebP => "image/webp",
        FileKind.Tiff => "image/tiff",
        FileKind.Heic => "image/heic",
        FileKind.Bmp => "image/bmp",
        FileKind.Pdf => "application/pdf",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static SniffedContent Accepted(FileKind kind) => new(kind, kind switch
    {
        FileKind.Jpeg => "jpeg",
        FileKind.Png => "png",
        FileKind.WebP => "webp",
        FileKind.Tiff => "tiff",
        FileKind.Heic => "heic",
        FileKind.Bmp => "bmp",
        _ => "pdf",
    });

    // "BM" alone begins too many texts: the size of the header that follows takes one of a few values.
    private static bool IsBitmap(ReadOnlySpan<byte> head) =>
        head.Length >= 26 && BinaryPrimitives.ReadUInt32LittleEndian(head[14..]) is 12 or 40 or 52 or 56 or 64 or 108 or 124;

    /// <remarks>
    /// The same box structure carries HEIC, AVIF, camera raw, sound and video. AVIF often calls itself <c>mif1</c> first, so the
    /// compatible brands decide; a container that names no HEVC brand is not ours.
    /// </remarks>
    private static SniffedContent MediaContainer(ReadOnlySpan<byte> head)
    {
        var box = head[..(int)Math.Min((uint)head.Length, Math.Max(16, BinaryPrimitives.ReadUInt32BigEndian(head)))];
        if (box.Length < 12) return new(null, "unknown");

        List<string> brands = [Brand(box[8..12])];
        for (var at = 16; at + 4 <= box.Length; at += 4) brands.Add(Brand(box[at..(at + 4)]));

        if (brands[0] is "avif" or "avis") return new(null, "avif");
        if (HevcBrands.Contains(brands[0])) return Accepted(FileKind.Heic);
        if (brands[0] is "crx ") return new(null, "raw");
        if (brands[0] is "M4A " or "M4B ") return new(null, "audio");
        if (!StillContainers.Contains(brands[0])) return new(null, "video");
        if (brands.Exists(b => b is "avif" or "avis")) return new(null, "avif");
        return brands.Exists(HevcBrands.Contains) ? Accepted(FileKind.Heic) : new(null, "unknown");
    }

    private static string Brand(ReadOnlySpan<byte> four) => System.Text.Encoding.Latin1.GetString(four);
}
