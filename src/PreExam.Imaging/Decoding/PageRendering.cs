using NetVips;
using PreExam.Imaging.Geometry;

namespace PreExam.Imaging.Decoding;

/// <summary>The second half of every pipeline: a picture becomes a page, renditions of it and measures.</summary>
internal static class PageRendering
{
    private const string ColourProfile = "icc-profile-data";
    private const double MostHeldBytes = 37e6; // 4032 × 3024 in three bytes

    /// <summary>
    /// Long side that a picture is held in memory with: all of a phone's 12 megapixels, so that a card in the middle of it stays
    /// as sharp as it was taken, and 37 MB of anything larger.
    /// </summary>
    public static int HeldLongSide(int width, int height, int bytesPerPixel)
    {
        var share = Math.Sqrt(MostHeldBytes / ((double)width * height * bytesPerPixel));
        return Math.Max(1, (int)(Math.Max(width, height) * Math.Min(1, share)));
    }

    /// <summary>A picture that is in memory as raw pixels, with its colour profile, which is applied when it is rendered.</summary>
    public static Image Held(Image raw, byte[]? profile)
    {
        var longSide = HeldLongSide(raw.Width, raw.Height, raw.Bands);
        if (profile is null) return raw.ThumbnailImage(longSide, longSide, Enums.Size.Down, noRotate: true);

        using var tagged = raw.Mutate(m => m.Set(GValue.BlobType, ColourProfile, profile));
        return tagged.ThumbnailImage(longSide, longSide, Enums.Size.Down, noRotate: true);
    }

    /// <summary>A smaller copy, as stored, in plain sRGB.</summary>
    public static Image Small(Image picture, int longSide)
    {
        using var small = picture.ThumbnailImage(longSide, longSide, Enums.Size.Down, noRotate: true);
        using var flat = Flat(small);
        return flat.CopyMemory();
    }

    /// <summary>A copy shrunk by a whole number to at least a long side, in plain sRGB: plain means are enough to look at, and quick.</summary>
    public static Image Shrunk(Image picture, int longSide)
    {
        var times = Math.Max(1, Math.Max(picture.Width, picture.Height) / longSide);
        using var small = times == 1 ? picture.Copy() : picture.Shrink(times, times);
        using var flat = Flat(small);
        return flat.CopyMemory();
    }

    /// <param name="held">As stored, perhaps smaller than the original.</param>
    /// <param name="original">Width, height and EXIF orientation of the original.</param>
    /// <param name="options">Renditions and thresholds.</param>
    /// <param name="given">The paper's corners, where a person has given them.</param>
    public static DecodedPage Render(
        Image held, (int Width, int Height, int Orientation) original, DecoderOptions options, IReadOnlyList<PicturePoint>? given)
    {
        // Here the decoder runs, once, and here a damaged file throws. Plain pixels are kept where the page can be drawn from them.
        var pixels = IsPlain(held) ? held.WriteToMemory<byte>() : null;
        using var picture = pixels is null ? held.CopyMemory() : OfPixels(pixels, held.Width, held.Height);
        var geometry = PageGeometry.Of(picture, original, options, given);
        var transform = geometry.Transform;
        using var page = transform is { Corners: null, Skew: 0 } ? Upright(picture, original.Orientation, options) : PageDrawing.Draw(picture, pixels, transform);
        using var small = page.ThumbnailImage(options.ThumbnailLongSide, options.ThumbnailLongSide, Enums.Size.Down);

        transform = transform with { PageWidth = page.Width, PageHeight = page.Height };
        var measures = transform.SwapsSides
            ? PictureMeasuring.Measure(page, original.Height, original.Width)
            : PictureMeasuring.Measure(page, original.Width, original.Height);
        return new DecodedPage(
            Jpeg(page, options.PageQuality), Jpeg(small, options.ThumbnailQuality), transform, measures,
            [.. QualityFindings.From(measures, options.Quality), .. QualityFindings.From(geometry.Sighting, options.Paper)])
        {
            Paper = geometry.Sighting,
        };
    }

    /// <summary>A picture over pixels that are not copied: three bytes each, sRGB.</summary>
    public static Image OfPixels(Memory<byte> pixels, int width, int height)
    {
        using var untagged = Image.NewFromMemory<byte>(pixels, width, height, 3, Enums.BandFormat.Uchar);
        return untagged.Copy(interpretation: Enums.Interpretation.Srgb);
    }

    private static bool IsPlain(Image picture) =>
        picture is { Bands: 3, Format: Enums.BandFormat.Uchar, Interpretation: Enums.Interpretation.Srgb } && !picture.Contains(ColourProfile);

    private static Image Upright(Image picture, int orientation, DecoderOptions options)
    {
        using var shrunk = picture.ThumbnailImage(options.PageLongSide, options.PageLongSide, Enums.Size.Down, noRotate: true);
        using var flat = Flat(shrunk);
        using var lying = flat.CopyMemory();
        using var marked = lying.Mutate(m => m.Set(GValue.GIntType, "orientation", orientation));
        using var upright = marked.Autorot();
        return upright.CopyMemory();
    }

    /// <summary>Three bands of eight bits in sRGB: 16-bit, grey, palette and CMYK end here; transparency becomes white paper.</summary>
    public static Image Flat(Image picture)
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
