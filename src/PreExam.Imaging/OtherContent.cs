using System.Text;

namespace PreExam.Imaging;

/// <summary>Names what is not accepted, so that its sender can be told what to send instead.</summary>
public static class OtherContent
{
    private const byte Space = 0x20;

    /// <summary>Every name that an unaccepted file can be given.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "archive", "audio", "avif", "cad", "empty", "gif", "html", "icon", "jpeg-2000", "jpeg-xl", "ofd", "office", "photoshop",
        "postscript", "program", "raw", "svg", "text", "unknown", "video",
    ];

    internal static string NameOf(ReadOnlySpan<byte> head) => head switch
    {
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "gif",
        [0xD0, 0xCF, 0x11, 0xE0, ..] or [(byte)'{', (byte)'\\', (byte)'r', (byte)'t', (byte)'f', ..] => "office",
        [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..] => Package(head),
        [(byte)'R', (byte)'a', (byte)'r', (byte)'!', ..] or [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] or [0x1F, 0x8B, ..] or [(byte)'B', (byte)'Z', (byte)'h', ..] => "archive",
        [0, 0, 0, 12, (byte)'J', (byte)'X', (byte)'L', (byte)' ', ..] or [0xFF, 0x0A, ..] => "jpeg-xl",
        [0, 0, 0, 12, (byte)'j', (byte)'P', ..] or [0xFF, 0x4F, 0xFF, 0x51, ..] => "jpeg-2000",
        [(byte)'8', (byte)'B', (byte)'P', (byte)'S', ..] => "photoshop",
        [0, 0, 1 or 2, 0, not 0, 0, ..] => "icon",
        [(byte)'%', (byte)'!', (byte)'P', (byte)'S', ..] or [0xC5, 0xD0, 0xD3, 0xC6, ..] => "postscript",
        [(byte)'A', (byte)'C', (byte)'1', (byte)'0', >= (byte)'0' and <= (byte)'9', ..] => "cad",
        [(byte)'M', (byte)'Z', ..] or [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] => "program",
        _ when CameraRaw.IsOwnFormat(head) => "raw",
        _ => Recording(head) ?? Text(head),
    };

    /// <summary>A zip file is an Office document, an OFD document (GB/T 33190, what tax offices issue) or just a zip file.</summary>
    private static string Package(ReadOnlySpan<byte> head)
    {
        if (head.IndexOf("OFD.xml"u8) >= 0) return "ofd";
        return head.IndexOf("[Content_Types].xml"u8) >= 0 || head.IndexOf("_rels/.rels"u8) >= 0
            || head.IndexOf("mimetypeapplication/vnd.oasis"u8) >= 0 || head.IndexOf("docProps/"u8) >= 0 ? "office" : "archive";
    }

    private static string? Recording(ReadOnlySpan<byte> head) => head switch
    {
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'A', (byte)'V', (byte)'I', (byte)' ', ..] => "video",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'A', (byte)'V', (byte)'E', ..] => "audio",
        [0x1A, 0x45, 0xDF, 0xA3, ..] or [0x30, 0x26, 0xB2, 0x75, ..] or [(byte)'F', (byte)'L', (byte)'V', ..] or [0, 0, 1, 0xBA or 0xB3, ..] => "video",
        [(byte)'I', (byte)'D', (byte)'3', ..] or [0xFF, 0xFB or 0xF3 or 0xF2 or 0xF1 or 0xF9, ..] => "audio",
        [(byte)'f', (byte)'L', (byte)'a', (byte)'C', ..] or [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] or [(byte)'#', (byte)'!', (byte)'A', (byte)'M', (byte)'R', ..] => "audio",
        [_, _, _, _, (byte)'m' or (byte)'f' or (byte)'w', (byte)'o' or (byte)'r' or (byte)'i', (byte)'o' or (byte)'e' or (byte)'d', (byte)'v' or (byte)'e', ..] => "video", // QuickTime before ftyp
        _ => null,
    };

    private static string Text(ReadOnlySpan<byte> head)
    {
        Span<byte> lower = stackalloc byte[head.Length];
        for (var at = 0; at < head.Length; at++) lower[at] = head[at] is >= (byte)'A' and <= (byte)'Z' ? (byte)(head[at] | Space) : head[at];

        if (lower.IndexOf("<svg"u8) >= 0 || lower.IndexOf("<!doctype svg"u8) >= 0) return "svg";
        if (lower.IndexOf("<html"u8) >= 0 || lower.IndexOf("<!doctype html"u8) >= 0 || lower.StartsWith("mime-version:"u8)) return "html";
        return IsText(head) ? "text" : "unknown";
    }

    /// <summary>Text in any of the encodings that are about (UTF-8, GB 18030, UTF-16 with its mark): no control characters in it.</summary>
    private static bool IsText(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(Encoding.Unicode.Preamble) || head.StartsWith(Encoding.BigEndianUnicode.Preamble)) return true;
        return head.IndexOfAnyInRange((byte)0, (byte)8) < 0 && head.IndexOfAnyInRange((byte)14, (byte)26) < 0;
    }
}
