using NetVips;

namespace PreExam.Imaging.Decoding;

/// <summary>JPEG, PNG, WebP and TIFF through libvips.</summary>
internal static class VipsPictures
{
    private const string OrientationField = "orientation", MultiscanField = "jpeg-multiscan", LoaderField = "vips-loader";

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

    public static DecodeOutcome Decode(byte[] file, FileKind kind, DecoderOptions options, int mostPages, Action pageDone)
    {
        if (kind == FileKind.Tiff) return DecodeSheets(file, options, mostPages, pageDone);
        if (kind == FileKind.WebP && Truncation.LacksEndOfRiff(file)) return new DecodeRefused(ImagingCodes.Truncated);

        var (header, orientation, refusal) = Claim(file, kind, "", options);
        return refusal is not null ? new DecodeRefused(refusal) : new Decoded([DecodePage(file, "", header, orientation, options)]);
    }

    /// <summary>Every sheet's claim is looked at before the first sheet's pixels.</summary>
    private static DecodeOutcome DecodeSheets(byte[] file, DecoderOptions options, int mostPages, Action pageDone)
    {
        var sheets = TiffSheets.Find(file, mostPages);
        if (sheets.Refusal is { } code) return new DecodeRefused(code);

        List<(string Page, ClaimedSize Header, int Orientation)> claims = [];
        foreach (var page in sheets.Directories.Select(number => $"page={number}"))
        {
            var (header, orientation, refusal) = Claim(file, FileKind.Tiff, page, options);
            if (refusal is not null) return new DecodeRefused(refusal);
            claims.Add((page, header, orientation));
        }

        List<DecodedPage> pages = [];
        foreach (var (page, header, orientation) in claims)
        {
            pages.Add(DecodePage(file, page, header, orientation, options));
            pageDone();
        }

        return new Decoded(pages);
    }

    /// <summary>What the file says of itself, and the code that it is refused with on that account.</summary>
    private static (ClaimedSize Header, int Orientation, string? Refusal) Claim(byte[] file, FileKind kind, string page, DecoderOptions options)
    {
        using var claimed = Image.NewFromBuffer(file, page, Enums.Access.Sequential);
        if (!claimed.Contains(LoaderField) || (string)claimed.Get(LoaderField) != Loaders[kind]) return (default, 1, ImagingCodes.Failed);

        var header = new ClaimedSize(
            claimed.Width, claimed.Height,
            Progressive: claimed.Contains("interlaced") || (claimed.Contains(MultiscanField) && claimed.Get(MultiscanField) is not 0));
        return (header, Orientation(claimed), header.RefusedBy(options.Limits, kind));
    }

    private static DecodedPage DecodePage(byte[] file, string page, ClaimedSize header, int orientation, DecoderOptions options)
    {
        using var shrunk = Image.ThumbnailBuffer(
            file, options.PageLongSide, page.Length == 0 ? Strict : $"{Strict},{page}", options.PageLongSide, Enums.Size.Down);
        return PageRendering.Render(shrunk, (int)header.Width, (int)header.Height, orientation, options);
    }

    /// <summary>A picture taken out of a document, which says how it lies; the picture's own EXIF orientation does not count there.</summary>
    public static DecodeOutcome DecodeScan(byte[] file, FileKind kind, int orientation, DecoderOptions options)
    {
        var (header, _, refusal) = Claim(file, kind, "", options);
        if (refusal is not null) return new DecodeRefused(refusal);

        using var shrunk = Image.ThumbnailBuffer(file, options.PageLongSide, Strict, options.PageLongSide, Enums.Size.Down, noRotate: true);
        using var lying = shrunk.CopyMemory(); // a picture read line by line can't be turned
        using var marked = lying.Mutate(m => m.Set(GValue.GIntType, OrientationField, orientation));
        using var upright = marked.Autorot();
        return new Decoded([PageRendering.Render(upright, (int)header.Width, (int)header.Height, orientation, options)]);
    }

    private static int Orientation(Image picture) =>
        picture.Contains(OrientationField) && picture.Get(OrientationField) is int and >= 1 and <= 8 and var known ? known : 1;
}
