namespace PreExam.Imaging;

/// <summary>
/// The way from the original to the page rendition: EXIF orientation, then one scale per axis. Marks are kept in coordinates of
/// the original, so that they hold on every rendition. Coordinates are continuous: (0,0) is the outer corner of the first pixel.
/// The original of a HEIC file is the picture after the file's own rotation and mirroring, which every reader applies; the
/// original of a PDF page is the scan taken out of it or, for a drawn page, the drawing.
/// </summary>
/// <param name="OriginalWidth">Width of the original as stored, in pixels.</param>
/// <param name="OriginalHeight">Height of the original as stored, in pixels.</param>
/// <param name="Orientation">EXIF orientation that was applied, 1-8; 1 is none.</param>
/// <param name="PageWidth">Width of the page rendition, upright, in pixels.</param>
/// <param name="PageHeight">Height of the page rendition, upright, in pixels.</param>
public sealed record PageTransform(int OriginalWidth, int OriginalHeight, int Orientation, int PageWidth, int PageHeight)
{
    /// <summary>Whether the page lies across the original.</summary>
    public bool SwapsSides => Orientation is >= 5 and <= 8;

    /// <summary>Pixels of the page for one pixel of the original, along the page's width; at most 1, pages are never enlarged.</summary>
    public double ScaleX => PageWidth / (double)(SwapsSides ? OriginalHeight : OriginalWidth);

    /// <summary>Pixels of the page for one pixel of the original, along the page's height.</summary>
    public double ScaleY => PageHeight / (double)(SwapsSides ? OriginalWidth : OriginalHeight);

    /// <summary>Where a point of the original is on the page.</summary>
    public (double X, double Y) ToPage(double x, double y)
    {
        var (u, v) = Orientation switch
        {
            2 => (OriginalWidth - x, y),
            3 => (OriginalWidth - x, OriginalHeight - y),
            4 => (x, OriginalHeight - y),
            5 => (y, x),
            6 => (OriginalHeight - y, x),
            7 => (OriginalHeight - y, OriginalWidth - x),
            8 => (y, OriginalWidth - x),
            _ => (x, y),
        };
        return (u * ScaleX, v * ScaleY);
    }

    /// <summary>Where a point of the page is on the original.</summary>
    public (double X, double Y) ToOriginal(double x, double y)
    {
        var (u, v) = (x / ScaleX, y / ScaleY);
        return Orientation switch
        {
            2 => (OriginalWidth - u, v),
            3 => (OriginalWidth - u, OriginalHeight - v),
            4 => (u, OriginalHeight - v),
            5 => (v, u),
            6 => (v, OriginalHeight - u),
            7 => (OriginalWidth - v, OriginalHeight - u),
            8 => (OriginalWidth - v, u),
            _ => (u, v),
        };
    }
}
