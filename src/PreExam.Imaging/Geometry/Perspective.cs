namespace PreExam.Imaging.Geometry;

/// <summary>
/// A projective map between two planes: (a x + b y + c, d x + e y + f) / (g x + h y + i). Hartley and Zisserman, Multiple View
/// Geometry, chapter 2.
/// </summary>
internal sealed class Perspective
{
    private readonly double[] _m;

    private Perspective(double[] m) => _m = m;

    public ReadOnlySpan<double> Coefficients => _m;

    public PicturePoint Map(double x, double y)
    {
        var w = (_m[6] * x) + (_m[7] * y) + _m[8];
        return new(((_m[0] * x) + (_m[1] * y) + _m[2]) / w, ((_m[3] * x) + (_m[4] * y) + _m[5]) / w);
    }

    public PicturePoint Map(PicturePoint p) => Map(p.X, p.Y);

    /// <summary>First this map, then <paramref name="next"/>.</summary>
    public Perspective Then(Perspective next)
    {
        var product = new double[9];
        for (var row = 0; row < 3; row++)
            for (var column = 0; column < 3; column++)
                for (var k = 0; k < 3; k++) product[(row * 3) + column] += next._m[(row * 3) + k] * _m[(k * 3) + column];
        return new Perspective(product);
    }

    public Perspective Inverse()
    {
        var m = _m;
        double a = (m[4] * m[8]) - (m[5] * m[7]), b = (m[5] * m[6]) - (m[3] * m[8]), c = (m[3] * m[7]) - (m[4] * m[6]);
        var determinant = (m[0] * a) + (m[1] * b) + (m[2] * c);
        return new Perspective(
        [
            a / determinant, ((m[2] * m[7]) - (m[1] * m[8])) / determinant, ((m[1] * m[5]) - (m[2] * m[4])) / determinant,
            b / determinant, ((m[0] * m[8]) - (m[2] * m[6])) / determinant, ((m[2] * m[3]) - (m[0] * m[5])) / determinant,
            c / determinant, ((m[1] * m[6]) - (m[0] * m[7])) / determinant, ((m[0] * m[4]) - (m[1] * m[3])) / determinant,
        ]);
    }

    public static Perspective Affine(double a, double b, double c, double d, double e, double f) => new([a, b, c, d, e, f, 0, 0, 1]);

    /// <summary>Takes the unit square's corners (0,0), (1,0), (1,1), (0,1) to four places. Heckbert 1989, chapter 2.2.3.</summary>
    public static Perspective FromUnitSquare(IReadOnlyList<PicturePoint> to)
    {
        PicturePoint p0 = to[0], p1 = to[1], p2 = to[2], p3 = to[3];
        double dx1 = p1.X - p2.X, dx2 = p3.X - p2.X, sx = p0.X - p1.X + p2.X - p3.X;
        double dy1 = p1.Y - p2.Y, dy2 = p3.Y - p2.Y, sy = p0.Y - p1.Y + p2.Y - p3.Y;
        var determinant = (dx1 * dy2) - (dx2 * dy1);
        double g = ((sx * dy2) - (dx2 * sy)) / determinant, h = ((dx1 * sy) - (sx * dy1)) / determinant;
        return new Perspective([p1.X - p0.X + (g * p1.X), p3.X - p0.X + (h * p3.X), p0.X, p1.Y - p0.Y + (g * p1.Y), p3.Y - p0.Y + (h * p3.Y), p0.Y, g, h, 1]);
    }

    /// <summary>Takes four places to four others, in the same order.</summary>
    public static Perspective Between(IReadOnlyList<PicturePoint> from, IReadOnlyList<PicturePoint> to) => FromUnitSquare(from).Inverse().Then(FromUnitSquare(to));
}
