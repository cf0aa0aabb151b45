using NetVips;
using PreExam.Imaging.Geometry;

namespace PreExam.Imaging.Decoding;

/// <summary>JPEG, PNG, WebP and TIFF through libvips.</summary>
internal static class VipsPictures
{
    private const string OrientationField = "orientation", MultiscanField = "jpeg-multiscan", BitsField = "bits-per-sample", LoaderField = "vips-loader";

    // Counts only in the option string: the parameter of the same name is ignored by thumbnail operations.
    private const string Strict = "fail_on=truncated";

    // libvips looks at the content itself and would read SVG, CSV and raw pixels as readily: only these may have answered.
    private static readonly Dictionary<FileKind, string> Loaders = new()
    {
        [FileKind.Jpeg] = "jpegload_buffer",
        [FileKind.Png] = "pngload_buffer",
        [FileKind.WebP] = "webpload_buffer",
        [FileKind.Tiff] = "tiffload_buffer",
    };

    static VipsPictures()
    {
        NetVips.NetVips.Concurrency = 1; // more threads cost memory and gain nothing on one picture
        Cache.Max = 0;                   // no picture is asked for twice
        Operation.Block("VipsForeignLoad", true);
        foreach (var family in (string[])["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadTiff"])
            Operation.Block(family, false);
    }

    /// <summary>Makes sure that the library is set up before any of its pictures is made, also by other readers.</summary>
    public static void SetUp() { }

    public static DecodeOutcome Decode(byte[] file, FileKind kind, DecoderOptions options, CornersOfPages given, int mostPages, Action pageDone)
    {
        if (kind == FileKind.Tiff) return DecodeSheets(file, options, given, mostPages, pageDone);
        if (kind == FileKind.WebP && Truncation.LacksEndOfRiff(file)) return new DecodeRefused(ImagingCodes.Truncated);

        var (claim, refusal) = Claim(file, kind, "", options);
        return refusal is not null ? new DecodeRefused(refusal) : new Decoded([DecodePage(file, "", claim, options, given.Of(1))]);
    }

    /// <summary>Every sheet's claim is looked at before the first sheet's pixels.</summary>
    private static DecodeOutcome DecodeSheets(byte[] file, DecoderOptions options, CornersOfPages given, int mostPages, Action pageDone)
    {
        var sheets = TiffSheets.Find(file, mostPages);
        if (sheets.Refusal is { } code) return new DecodeRefused(code);

        List<(string Page, Claimed Claim)> claims = [];
        foreach (var page in sheets.Directories.Select(number => $"page={number}"))
        {
            var (claim, refusal) = Claim(file, FileKind.Tiff, page, options);
            if (refusal is not null) return new DecodeRefused(refusal);
            claims.Add((page, claim));
        }

        List<DecodedPage> pages = [];
        foreach (var (page, claim) in claims)
        {
            pages.Add(DecodePage(file, page, claim, options, given.Of(pages.Count + 1)));
            pageDone();
        }

        return new Decoded(pages);
    }

    /// <summary>What the file says of itself, and the code that it is refused with on that account.</summary>
    private static (Claimed Claim, string? Refusal) Claim(byte[] file, FileKind kind, string page, DecoderOptions options)
    {
        using var claimed = Image.NewFromBuffer(file, page, Enums.Access.Sequential);
        if (!claimed.Contains(LoaderField) || (string)claimed.Get(LoaderField) != Loaders[kind]) return (default, ImagingCodes.Failed);

        var size = new ClaimedSize(
            claimed.Width, claimed.Height,
            Progressive: claimed.Contains("interlaced") || (claimed.Contains(MultiscanField) && claimed.Get(MultiscanField) is not 0));
        var bytesPerPixel = Math.Max(1, claimed.Bands) * (claimed.Format is Enums.BandFormat.Uchar or Enums.BandFormat.Char ? 1 : 2);
        var bits = claimed.Contains(BitsField) ? (int)claimed.Get(BitsField) : 8;
        return (new Claimed(size, bytesPerPixel, bits, Orientation(claimed)), size.RefusedBy(options.Limits, kind));
    }

    private static DecodedPage DecodePage(byte[] file, string page, Claimed claim, DecoderOptions options, IReadOnlyList<PicturePoint>? given)
    {
        var (width, height) = ((int)claim.Size.Width, (int)claim.Size.Height);
        var longSide = PageRendering.HeldLongSide(width, height, claim.BytesPerPixel);
        using var held = Image.ThumbnailBuffer(file, longSide, page.Length == 0 ? Strict : $"{Strict},{page}", longSide, Enums.Size.Down, noRotate: true);
        // Black and white without grey comes from a scanner or a fax: its border is the paper's.
        return PageRendering.Render(held, (width, height, claim.Orientation), claim.BitsPerSample == 1 ? options.WithoutLooking() : options, given);
    }

    /// <summary>A picture taken out of a document, which says how it lies; the picture's own EXIF orientation does not count there.</summary>
    public static DecodeOutcome DecodeScan(byte[] file, FileKind kind, int orientation, DecoderOptions options, IReadOnlyList<PicturePoint>? given)
    {
        var (claim, refusal) = Claim(file, kind, "", options);
        return refusal is not null ? new DecodeRefused(refusal) : new Decoded([DecodePage(file, "", claim with { Orientation = orientation }, options, given)]);
    }

    private static int Orientation(Image picture) =>
        picture.Contains(OrientationField) && picture.Get(OrientationField) is int and >= 1 and <= 8 and var known ? known : 1;

    /// <summary>What a file says of itself.</summary>
    private readonly record struct Claimed(ClaimedSize Size, int BytesPerPixel, int BitsPerSample, int Orientation);
}
