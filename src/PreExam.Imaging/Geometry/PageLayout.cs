namespace PreExam.Imaging.Geometry;

/// <summary>How the straightened paper lies in the page rendition: in its middle, turned by the skew, with a margin around it.</summary>
internal static class PageLayout
{
    /// <summary>The rendition that holds a content of a size, turned by <paramref name="skew"/> degrees, and its margin.</summary>
    public static (int Width, int Height) PageFor(double width, double height, double margin, double skew)
    {
        var (cos, sin) = Turn(skew);
        sin = Math.Abs(sin);
        return (Math.Max(1, (int)Math.Round((width * cos) + (height * sin) + (2 * margin))), Math.Max(1, (int)Math.Round((width * sin) + (height * cos) + (2 * margin))));
    }

    /// <summary>The size of the content in a rendition: <see cref="PageFor"/> the other way round.</summary>
    public static (double Width, double Height) ContentOf(int pageWidth, int pageHeight, double margin, double skew)
    {
        var (cos, sin) = Turn(skew);
        sin = Math.Abs(sin);
        double width = pageWidth - (2 * margin), height = pageHeight - (2 * margin), determinant = (cos * cos) - (sin * sin);
        return (((width * cos) - (height * sin)) / determinant, ((height * cos) - (width * sin)) / determinant);
    }

    /// <summary>From the place of four corners to the page.</summary>
    public static Perspective FromCorners(IReadOnlyList<PicturePoint> corners, double width, double height, int pageWidth, int pageHeight, double skew)
    {
        var (cos, sin) = Turn(skew);
        PicturePoint At(double x, double y) => new((pageWidth / 2.0) + (x * cos) - (y * sin), (pageHeight / 2.0) + (x * sin) + (y * cos));
        double right = width / 2, down = height / 2;
        return Perspective.Between(corners, [At(-right, -down), At(right, -down), At(right, down), At(-right, down)]);
    }

    private static (double Cos, double Sin) Turn(double degrees) => (Math.Cos(degrees * Math.PI / 180), Math.Sin(degrees * Math.PI / 180));
}
