namespace PreExam.Imaging;

/// <summary>
/// How much memory a decoder child will need for a file, judged by its first bytes: what it takes for itself, and so many bytes
/// for each pixel that the file claims. Measured on pictures of 12 and 48 megapixels; the claim can lie, so the child is watched.
/// </summary>
public static class DecodingCost
{
    /// <summary>Resident bytes of a child that has decoded something and waits: the runtime, the libraries, one page rendition.</summary>
    public const long ChildBytes = 80_000_000;

    private const double HeldBytes = 3, MostHeldBytes = 37e6; // for each pixel, and altogether, of the picture that the page is drawn from
    private const int CopiesOfHeld = 2; // in the library, and for the drawing

    private const int CopiesOfFile = 2; // the child's own, and the library's

    private const double MostMegapixels = 10_000; // what is claimed beyond is refused by its head

    private const double Unknown = 24; // megapixels of a picture that does not tell within its first bytes
    private const long DrawnPageBytes = 250_000_000; // a PDF's own reader and the drawing program beside it

    /// <summary>Resident bytes of the child at its peak.</summary>
    /// <param name="head">The first <see cref="PictureSize.BytesNeeded"/> bytes, or as many as there are.</param>
    /// <param name="kind">The file's kind.</param>
    /// <param name="bytes">The file's length; 0 where it is not known.</param>
    public static long Estimate(ReadOnlySpan<byte> head, FileKind kind, long bytes)
    {
        var held = ChildBytes + (CopiesOfFile * bytes);
        if (kind == FileKind.Pdf) return held + DrawnPageBytes;

        var claimed = PictureSize.Find(head, kind);
        var bytesForPixel = kind switch
        {
            FileKind.Jpeg => claimed is { Progressive: true } ? 5 : 1.2, // a baseline picture is shrunk while it is read
            FileKind.Png => claimed is { Progressive: true } ? 8 : 3,
            FileKind.WebP => 4,
            FileKind.Tiff => 5,
            FileKind.Heic => 8,
            FileKind.Bmp => 9,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        var pixels = Math.Min(MostMegapixels, claimed?.Megapixels ?? Unknown) * 1e6;
        return held + (long)((pixels * bytesForPixel) + (CopiesOfHeld * Math.Min(MostHeldBytes, pixels * HeldBytes)));
    }
}
