using NetVips;
using PreExam.Imaging.Geometry;

namespace PreExam.Imaging.Decoding;

/// <summary>Where the paper is in a decoded picture, and the page that is drawn of it.</summary>
/// <param name="Sighting">With corners in pixels of the original as stored.</param>
/// <param name="Transform">From the original to the page.</param>
internal sealed record PageGeometry(PaperSighting Sighting, PageTransform Transform)
{
    private const int RefiningLongSide = 1280, SkewLongSide = 800;
    private const double LargestSkewOnPaper = 3, NoEnlargement = 1;

    /// <param name="picture">In memory, as stored, perhaps smaller than the original.</param>
    /// <param name="original">Width, height and EXIF orientation of the original.</param>
    /// <param name="options">How sure to be, and how large a page may be.</param>
    /// <param name="given">Corners that a person gave.</param>
    public static PageGeometry Of(Image picture, (int Width, int Height, int Orientation) original, DecoderOptions options, IReadOnlyList<PicturePoint>? given)
    {
        if (given is not null && !GivenCorners.Fit(given, original.Width, original.Height, original.Orientation)) throw new CornersUnusableException();
        if (given is not null) return Cut(picture, original, options, new(PaperOutcome.Given, 1, given), margin: 0, mostSkew: 0);
        if (!options.Paper.Look) return Whole(picture, original, options, new(PaperOutcome.Whole, 0, null));

        using var refining = PageRendering.Shrunk(picture, RefiningLongSide);
        using var looking = PageRendering.Small(refining, PaperSearch.LongSide);
        var sight = PaperSearch.Look(looking.WriteToMemory<byte>(), looking.Width, looking.Height, options.Paper);
        if (sight.Corners is null) return Whole(picture, original, options, new(sight.Outcome, sight.Confidence, null));

        double larger = refining.Width / (double)looking.Width, toOriginal = original.Width / (double)refining.Width;
        PicturePoint[] corners = [.. sight.Corners.Select(c => c * larger)];
        corners = CornerRefinement.Refine(refining.WriteToMemory<byte>(), refining.Width, refining.Height, corners, reach: 2.5 * larger);
        corners = UpperLeftFirst([.. corners.Select(c => c * toOriginal)], original);
        var sighting = new PaperSighting(sight.Outcome, Math.Round(sight.Confidence, 3), corners);
        return sight.Outcome == PaperOutcome.Found
            ? Cut(refining, original, options, sighting, options.Paper.Margin, LargestSkewOnPaper)
            : Whole(picture, original, options, sighting);
    }

    private static PageGeometry Cut(
        Image picture, (int Width, int Height, int Orientation) original, DecoderOptions options, PaperSighting sighting, double margin, double mostSkew)
    {
        var corners = sighting.Corners!;
        double Side(int k) => (corners[(k + 1) % 4] - corners[k]).Length;
        double across = Math.Max(Side(0), Side(2)), down = Math.Max(Side(1), Side(3)), ratio = PaperShape.Ratio(corners, original.Width, original.Height);
        // The true shape, with as many pixels as the picture has of it.
        double width = Math.Sqrt(across * down * ratio), height = width / ratio;
        var shrink = Math.Min(NoEnlargement, options.PageLongSide / (Math.Max(width, height) * (1 + (2 * margin))));
        (width, height) = (width * shrink, height * shrink);
        var transform = Lay(original, corners, width, height, Math.Max(width, height) * margin, skew: 0);
        if (mostSkew == 0) return new(sighting, transform);

        var skew = SkewOf(picture, original, transform);
        if (skew is null || Math.Abs(skew.Value) < options.Paper.LeastSkew || Math.Abs(skew.Value) > mostSkew) return new(sighting, transform);
        return new(sighting, Lay(original, corners, width, height, Math.Max(width, height) * margin, -skew.Value));
    }

    private static PageGeometry Whole(Image picture, (int Width, int Height, int Orientation) original, DecoderOptions options, PaperSighting sighting)
    {
        var shrink = Math.Min(NoEnlargement, options.PageLongSide / (double)Math.Max(original.Width, original.Height));
        var (width, height) = original.Orientation >= 5 ? (original.Height * shrink, original.Width * shrink) : (original.Width * shrink, original.Height * shrink);
        var transform = Lay(original, null, width, height, 0, 0);
        if (!options.Paper.Look || Math.Min(picture.Width, picture.Height) < SkewLongSide / 4) return new(sighting, transform);

        var skew = SkewOf(picture, original, transform);
        if (skew is null || Math.Abs(skew.Value) < options.Paper.LeastSkew) return new(sighting, transform);
        var turned = Lay(original, null, width, height, 0, -skew.Value);
        var fit = Math.Min(1, options.PageLongSide / (double)Math.Max(turned.PageWidth, turned.PageHeight));
        return new(sighting, Lay(original, null, width * fit, height * fit, 0, -skew.Value));
    }

    private static PageTransform Lay(
        (int Width, int Height, int Orientation) original, IReadOnlyList<PicturePoint>? corners, double width, double height, double margin, double skew)
    {
        skew = Math.Round(skew, 3);
        margin = Math.Round(margin, 2);
        var (pageWidth, pageHeight) = PageLayout.PageFor(width, height, margin, skew);
        return new PageTransform(original.Width, original.Height, original.Orientation, pageWidth, pageHeight) { Corners = corners, Margin = margin, Skew = skew };
    }

    /// <summary>The lean of the text on the page as it would be drawn, measured on a small drawing of it.</summary>
    private static double? SkewOf(Image picture, (int Width, int Height, int Orientation) original, PageTransform transform)
    {
        using var source = Math.Max(picture.Width, picture.Height) > RefiningLongSide ? PageRendering.Small(picture, RefiningLongSide) : PageRendering.Flat(picture);
        var scale = Math.Min(1, SkewLongSide / (double)Math.Max(transform.PageWidth, transform.PageHeight));
        int width = Math.Max(1, (int)(transform.PageWidth * scale)), height = Math.Max(1, (int)(transform.PageHeight * scale));
        var toOriginal = transform.PageToOriginal();
        var down = Perspective.Affine(transform.PageWidth / (double)width, 0, 0, 0, transform.PageHeight / (double)height, 0)
            .Then(toOriginal).Then(Perspective.Affine(source.Width / (double)original.Width, 0, 0, 0, source.Height / (double)original.Height, 0));
        var rgb = PageWarp.Draw(source.WriteToMemory<byte>(), source.Width, source.Height, down, width, height, Math.Max(0.5, width / (double)source.Width)).Span;
        var grey = new float[width * height];
        for (var at = 0; at < grey.Length; at++) grey[at] = (0.299f * rgb[at * 3]) + (0.587f * rgb[(at * 3) + 1]) + (0.114f * rgb[(at * 3) + 2]);
        return TextSkew.Measure(grey, width, height);
    }

    /// <summary>Begins with the corner that is upper left when the picture is held as its orientation says.</summary>
    private static PicturePoint[] UpperLeftFirst(PicturePoint[] clockwise, (int Width, int Height, int Orientation) original)
    {
        var upright = Perspective.Between(
            PageTransform.WholeCorners(original.Width, original.Height, original.Orientation), [new(0, 0), new(1000, 0), new(1000, 1000), new(0, 1000)]);
        double wide = original.Orientation >= 5 ? original.Height : original.Width, high = original.Orientation >= 5 ? original.Width : original.Height;
        PicturePoint[] seen = [.. clockwise.Select(c => upright.Map(c)).Select(p => new PicturePoint(p.X * wide / 1000, p.Y * high / 1000))];
        if (Polygons.SignedArea(seen) < 0)
        {
            Array.Reverse(seen);
            clockwise = [.. clockwise.Reverse()];
        }

        var first = Enumerable.Range(0, 4).MaxBy(k =>
        {
            PicturePoint upper = seen[(k + 1) % 4] - seen[k], lower = seen[(k + 2) % 4] - seen[(k + 3) % 4];
            return (upper.X / upper.Length) + (lower.X / lower.Length);
        });
        return [.. Enumerable.Range(0, 4).Select(k => clockwise[(first + k) % 4])];
    }
}

/// <summary>Ends a decoding whose corners make no page.</summary>
internal sealed class CornersUnusableException : Exception;
