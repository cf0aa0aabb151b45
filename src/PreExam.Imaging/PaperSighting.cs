using PreExam.Imaging.Geometry;

namespace PreExam.Imaging;

/// <summary>What was made of the paper in a picture.</summary>
public enum PaperOutcome
{
    /// <summary>Nothing in the picture looks like a paper's border: the picture is the page, as a scan is.</summary>
    Whole,
    /// <summary>The paper's four corners were found, and the page is what is between them.</summary>
    Found,
    /// <summary>Something may be the paper's border, but not surely enough to cut by it: the whole picture is the page.</summary>
    Unsure,
    /// <summary>More than one paper is in the picture: the whole of it is the page.</summary>
    Several,
    /// <summary>A person has given the corners.</summary>
    Given,
}

/// <summary>How the paper was found in the picture.</summary>
/// <param name="Outcome">What was made of it.</param>
/// <param name="Confidence">How sure it is that <paramref name="Corners"/> are the paper's, 0 to 1, calibrated on rendered photographs.</param>
/// <param name="Corners">
/// The corners on the original as stored, in the order of <see cref="PageTransform.Corners"/>; where the outcome is
/// <see cref="PaperOutcome.Unsure"/> or <see cref="PaperOutcome.Several"/> the likeliest ones, to be offered to a person. Null
/// where there are none.
/// </param>
public sealed record PaperSighting(PaperOutcome Outcome, double Confidence, IReadOnlyList<PicturePoint>? Corners);

/// <summary>Corners of one page of a file, given by a person instead of being looked for.</summary>
/// <param name="Page">Which page of the file, 1 for the first.</param>
/// <param name="Corners">In the order and the coordinates of <see cref="PageTransform.Corners"/>. Their order also turns the page.</param>
public sealed record GivenCorners(int Page, IReadOnlyList<PicturePoint> Corners)
{
    private const double LeastShare = 0.01;

    /// <summary>
    /// Whether a page can be made of the corners: four, inside the picture, in a convex shape that is not mirrored and covers at
    /// least a hundredth of it. Others are refused with <see cref="ImagingCodes.CornersUnusable"/>.
    /// </summary>
    /// <param name="transform">Of the page as it is now.</param>
    public bool FitOn(PageTransform transform)
    {
        ArgumentNullException.ThrowIfNull(transform);
        return Fit(Corners, transform.OriginalWidth, transform.OriginalHeight, transform.Orientation);
    }

    internal static bool Fit(IReadOnlyList<PicturePoint> corners, int width, int height, int orientation)
    {
        if (corners.Count != 4 || corners.Any(c => !(c.X >= 0 && c.Y >= 0 && c.X <= width && c.Y <= height))) return false;
        var clockwise = orientation is not (2 or 4 or 5 or 7); // these show the stored picture mirrored
        return Polygons.IsConvex(corners) && Polygons.SignedArea(corners) > 0 == clockwise && Polygons.Area(corners) >= LeastShare * width * height;
    }
}
