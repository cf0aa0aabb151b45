using System.Text.Json.Serialization;
using PreExam.Imaging.Geometry;

namespace PreExam.Imaging;

/// <summary>
/// The way from the original to the page rendition: the part of the picture that became the page is taken to an upright
/// rectangle, turned so that its text is level, and laid into the rendition with a margin around it. Marks are kept in
/// coordinates of the original, so that they hold on every rendition. Coordinates are continuous: (0,0) is the outer corner of
/// the first pixel. The original of a HEIC file is the picture after the file's own rotation and mirroring, which every reader
/// applies; the original of a PDF page is the scan taken out of it or, for a drawn page, the drawing.
/// </summary>
/// <param name="OriginalWidth">Width of the original as stored, in pixels.</param>
/// <param name="OriginalHeight">Height of the original as stored, in pixels.</param>
/// <param name="Orientation">EXIF orientation that was applied, 1-8; 1 is none.</param>
/// <param name="PageWidth">Width of the page rendition, upright, in pixels.</param>
/// <param name="PageHeight">Height of the page rendition, upright, in pixels.</param>
public sealed record PageTransform(int OriginalWidth, int OriginalHeight, int Orientation, int PageWidth, int PageHeight)
{
    private Perspective? _toPage, _toOriginal;

    // A copy is made to be changed: what the original has worked out does not hold for it.
    private PageTransform(PageTransform other)
    {
        (OriginalWidth, OriginalHeight, Orientation) = (other.OriginalWidth, other.OriginalHeight, other.Orientation);
        (PageWidth, PageHeight, Corners, Margin, Skew) = (other.PageWidth, other.PageHeight, other.Corners, other.Margin, other.Skew);
    }

    /// <summary>
    /// The paper's corners on the original as stored, in pixels: those that are upper left, upper right, lower right and lower
    /// left on the page. Null where the whole picture is the page.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PicturePoint>? Corners { get; init; }

    /// <summary>What of the picture is left around the paper, in pixels of the page: a border that was seen a little wrong cuts nothing.</summary>
    public double Margin { get; init; }

    /// <summary>By how much the text was turned to be level, in degrees, clockwise where positive.</summary>
    public double Skew { get; init; }

    /// <summary>Whether the page lies across the original.</summary>
    public bool SwapsSides => Orientation is >= 5 and <= 8;

    /// <summary>Where a point of the original is on the page.</summary>
    public (double X, double Y) ToPage(double x, double y)
    {
        var p = (_toPage ??= Solve()).Map(x, y);
        return (p.X, p.Y);
    }

    /// <summary>Where a point of the page is on the original.</summary>
    public (double X, double Y) ToOriginal(double x, double y)
    {
        var p = PageToOriginal().Map(x, y);
        return (p.X, p.Y);
    }

    /// <summary>Where a point of the original is on a rendition of the page in another size, the thumbnail for example.</summary>
    public (double X, double Y) ToRendition(double x, double y, int width, int height)
    {
        var (u, v) = ToPage(x, y);
        return (u * width / PageWidth, v * height / PageHeight);
    }

    /// <summary>Where a point of a rendition of the page in another size is on the original.</summary>
    public (double X, double Y) FromRendition(double x, double y, int width, int height) =>
        ToOriginal(x * PageWidth / width, y * PageHeight / height);

    /// <summary>Two transforms are the same when they map the same; what they have worked out so far does not count.</summary>
    public bool Equals(PageTransform? other) =>
        other is not null && (OriginalWidth, OriginalHeight, Orientation, PageWidth, PageHeight, Margin, Skew)
            == (other.OriginalWidth, other.OriginalHeight, other.Orientation, other.PageWidth, other.PageHeight, other.Margin, other.Skew)
        && (Corners ?? []).SequenceEqual(other.Corners ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(OriginalWidth, OriginalHeight, Orientation, PageWidth, PageHeight, Skew);

    /// <summary>The corners of the whole original in the order in which they are seen on the upright page.</summary>
    internal static PicturePoint[] WholeCorners(int width, int height, int orientation)
    {
        PicturePoint a = new(0, 0), b = new(width, 0), c = new(width, height), d = new(0, height);
        return orientation switch
        {
            2 => [b, a, d, c],
            3 => [c, d, a, b],
            4 => [d, c, b, a],
            5 => [a, d, c, b],
            6 => [d, a, b, c],
            7 => [c, b, a, d],
            8 => [b, c, d, a],
            _ => [a, b, c, d],
        };
    }

    internal Perspective PageToOriginal() => _toOriginal ??= Solve().Inverse();

    private Perspective Solve()
    {
        var size = PageLayout.ContentOf(PageWidth, PageHeight, Margin, Skew);
        return PageLayout.FromCorners(Corners ?? WholeCorners(OriginalWidth, OriginalHeight, Orientation), size.Width, size.Height, PageWidth, PageHeight, Skew);
    }
}
