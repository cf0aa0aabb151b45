namespace PreExam.Imaging.Geometry;

/// <summary>The line of all places with NormalX·x + NormalY·y = Offset; the normal is a unit vector.</summary>
internal readonly record struct StraightLine(double NormalX, double NormalY, double Offset)
{
    /// <summary>Angle of the normal, 0 to π.</summary>
    public double Angle
    {
        get
        {
            var angle = Math.Atan2(NormalY, NormalX);
            return angle < 0 ? angle + Math.PI : angle;
        }
    }

    public static StraightLine Through(PicturePoint a, PicturePoint b)
    {
        var along = b - a;
        double nx = -along.Y / along.Length, ny = along.X / along.Length;
        return new(nx, ny, (nx * a.X) + (ny * a.Y));
    }

    /// <summary>Signed distance of a place from the line.</summary>
    public double Distance(double x, double y) => (NormalX * x) + (NormalY * y) - Offset;

    /// <summary>How far along the line a place is, from the foot of the origin.</summary>
    public double Along(PicturePoint p) => (NormalX * p.Y) - (NormalY * p.X);

    /// <summary>The place a distance along the line.</summary>
    public PicturePoint At(double along) => new((NormalX * Offset) - (NormalY * along), (NormalY * Offset) + (NormalX * along));

    /// <summary>Null for lines that are as good as parallel.</summary>
    public PicturePoint? Crossing(StraightLine other)
    {
        var determinant = (NormalX * other.NormalY) - (NormalY * other.NormalX);
        if (Math.Abs(determinant) < 1e-3) return null;
        return new(((Offset * other.NormalY) - (NormalY * other.Offset)) / determinant, ((NormalX * other.Offset) - (Offset * other.NormalX)) / determinant);
    }

    /// <summary>Angle between two lines, 0 to π/2.</summary>
    public double AngleTo(StraightLine other) => Math.Acos(Math.Min(1, Math.Abs((NormalX * other.NormalX) + (NormalY * other.NormalY))));

    /// <summary>The line nearest to weighted places, by total least squares.</summary>
    public static StraightLine? Fit(IReadOnlyList<PicturePoint> places, IReadOnlyList<double> weights)
    {
        double sum = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
        for (var i = 0; i < places.Count; i++)
        {
            var (p, w) = (places[i], weights[i]);
            (sum, x, y) = (sum + w, x + (w * p.X), y + (w * p.Y));
        }

        if (sum <= 0) return null;
        (x, y) = (x / sum, y / sum);
        for (var i = 0; i < places.Count; i++)
        {
            double w = weights[i], dx = places[i].X - x, dy = places[i].Y - y;
            (xx, yy, xy) = (xx + (w * dx * dx), yy + (w * dy * dy), xy + (w * dx * dy));
        }

        var direction = 0.5 * Math.Atan2(2 * xy, xx - yy); // of the line itself
        double nx = -Math.Sin(direction), ny = Math.Cos(direction);
        return new(nx, ny, (nx * x) + (ny * y));
    }
}
