namespace PreExam.Imaging.Geometry;

/// <summary>A place in a picture, in pixels; (0,0) is the outer corner of the first pixel.</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Downwards.</param>
public readonly record struct PicturePoint(double X, double Y)
{
    /// <summary>The vector between two places.</summary>
    public static PicturePoint operator -(PicturePoint a, PicturePoint b) => new(a.X - b.X, a.Y - b.Y);

    /// <summary>A place moved by a vector.</summary>
    public static PicturePoint operator +(PicturePoint a, PicturePoint b) => new(a.X + b.X, a.Y + b.Y);

    /// <summary>A vector stretched.</summary>
    public static PicturePoint operator *(PicturePoint a, double by) => new(a.X * by, a.Y * by);

    /// <summary>Length of the vector, in pixels.</summary>
    internal double Length => Math.Sqrt((X * X) + (Y * Y));

    /// <summary>Twice the signed area between two vectors; positive where the second lies clockwise of the first on a screen.</summary>
    internal static double Cross(PicturePoint a, PicturePoint b) => (a.X * b.Y) - (a.Y * b.X);
}
