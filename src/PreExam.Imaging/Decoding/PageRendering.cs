using NetVips;

namespace PreExam.Imaging.Decoding;

/// <summary>The second half of every pipeline: an upright picture, already shrunk to the page's size, becomes renditions and measures.</summary>
internal static class PageRendering
{
    private const string ColourProfile = "icc-profile-data";

    /// <summary>Shrinks a picture that is in memory as raw pixels; its colour profile is applied when it is rendered.</summary>
    public static Image Shrink(Image raw, byte[]? profile, DecoderOptions options)
    {
        if (profile is null) return raw.ThumbnailImage(options.PageLongSide, options.PageLongSide, Enums.Size.Down, noRotate: true);

        using var tagged = raw.Mutate(m => m.Set(GValue.BlobType, ColourProfile, profile));
        return tagged.ThumbnailImage(options.PageLongSide, options.PageLongSide, Enums.Size.Down, noRotate: true);
    }

    public static DecodedPage Render(Image shrunk, int originalWidth, int originalHeight, int orientation, DecoderOptions options)
    {
        using var lazy = Flat(shrunk);
        using var page = lazy.CopyMemory(); // here the decoder runs, once, and here a damaged file throws
        using var small = page.ThumbnailImage(options.ThumbnailLongSide, options.ThumbnailLongSide, Enums.Size.Down);

        var transform = new PageTransform(originalWidth, originalHeight, orientation, page.Width, page.Height);
        var measures = transform.SwapsSides
            ? PictureMeasuring.Measure(page, originalHeight, originalWidth)
            : PictureMeasuring.Measure(page, originalWidth, originalHeight);

        return new DecodedPage(
            Jpeg(page, options.PageQuality), Jpeg(small, options.ThumbnailQuality), transform, measures,
            QualityFindings.From(measures, options.Quality));
    }

    /// <summary>Three bands of eight bits in sRGB: 16-bit, grey, palette and CMYK end here; transparency becomes white paper.</summary>
    private static Image Flat(Image picture)
    {
        var tagged = picture.Contains(ColourProfile) || picture.Interpretation == Enums.Interpretation.Cmyk;
        var managed = tagged ? Managed(picture) : picture.Copy();
        var colours = managed.Interpretation == Enums.Interpretation.Srgb ? managed : Replace(managed, managed.Colourspace(Enums.Interpretation.Srgb));
        var opaque = colours.HasAlpha() ? Replace(colours, colours.Flatten([255, 255, 255])) : colours;
        return opaque.Format == Enums.BandFormat.Uchar ? opaque : Replace(opaque, opaque.Cast(Enums.BandFormat.Uchar));
    }

    /// <summary>
    /// By the profile that came with the picture, after shrinking: asking the thumbnail operation for it converts every pixel of
    /// the original, three times the time of all the rest. A profile that can't be used counts as none.
    /// </summary>
    private static Image Managed(Image picture) => picture.IccTransform(
        "srgb", intent: Enums.Intent.Relative, embedded: true, inputProfile: picture.Interpretation == Enums.Interpretation.Cmyk ? "cmyk" : "srgb");

    private static Image Replace(Image old, Image replacement)
    {
        old.Dispose();
        return replacement;
    }

    private static Rendition Jpeg(Image picture, int quality) =>
        new(picture.JpegsaveBuffer(q: quality, optimizeCoding: true, keep: Enums.ForeignKeep.None), picture.Width, picture.Height);
}
