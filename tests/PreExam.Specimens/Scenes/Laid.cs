namespace PreExam.Specimens.Scenes;

/// <summary>A paper on the table: which of its places lies where, also when it does not lie quite flat.</summary>
internal sealed class Laid(Placed placed, double crumple, int seed)
{
    private readonly double _cos = Math.Cos(placed.Turn), _sin = Math.Sin(placed.Turn);
    private readonly double _crumple = placed.Paper.IsStiff ? 0 : crumple;
    private readonly double _dotsPerMillimetre = placed.Paper.Sheet.Width / placed.Paper.Width;

    public Paper Paper => placed.Paper;

    /// <summary>From the table to the paper, in millimetres from its upper left corner.</summary>
    public (double X, double Y) OnPaper(double x, double y)
    {
        double dx = x - placed.X, dy = y - placed.Y;
        double u = (dx * _cos) + (dy * _sin) + (Paper.Width / 2), v = (dy * _cos) - (dx * _sin) + (Paper.Height / 2);
        var (wanderX, wanderY) = Wander(u, v);
        return (u + wanderX, v + wanderY);
    }

    /// <summary>From the paper, in millimetres from its upper left corner, to the table.</summary>
    public (double X, double Y) OnTable(double x, double y)
    {
        double u = x, v = y;
        for (var step = 0; step < 8; step++)
        {
            var (wanderX, wanderY) = Wander(u, v);
            (u, v) = (x - wanderX, y - wanderY);
        }

        (u, v) = (u - (Paper.Width / 2), v - (Paper.Height / 2));
        return (placed.X + (u * _cos) - (v * _sin), placed.Y + (u * _sin) + (v * _cos));
    }

    /// <summary>How far a place is outside the paper, in millimetres; negative inside.</summary>
    public double Outside(double u, double v)
    {
        double radius = Paper.CornerRadius, qx = Math.Abs(u - (Paper.Width / 2)) - (Paper.Width / 2) + radius, qy = Math.Abs(v - (Paper.Height / 2)) - (Paper.Height / 2) + radius;
        double over = Math.Sqrt((Math.Max(qx, 0) * Math.Max(qx, 0)) + (Math.Max(qy, 0) * Math.Max(qy, 0)));
        return over + Math.Min(Math.Max(qx, qy), 0) - radius;
    }

    /// <summary>Light on a place of a paper that does not lie flat, about 1.</summary>
    public float Slope(double u, double v) => _crumple == 0 ? 1 : 1 + ((float)_crumple * 0.16f * Hash.Rough(u / 34, v / 34, seed + 40));

    public void ColourAt(double u, double v, Span<float> colour)
    {
        var sheet = Paper.Sheet;
        double x = Math.Clamp((u * _dotsPerMillimetre) - 0.5, 0, sheet.Width - 1.001), y = Math.Clamp((v * _dotsPerMillimetre) - 0.5, 0, sheet.Height - 1.001);
        int left = (int)x, top = (int)y, at = ((top * sheet.Width) + left) * 3, below = at + (sheet.Width * 3);
        float right = (float)(x - left), down = (float)(y - top);
        var all = sheet.Pixels;
        for (var band = 0; band < 3; band++, at++, below++)
        {
            var upper = all[at] + ((all[at + 3] - all[at]) * right);
            var lower = all[below] + ((all[below + 3] - all[below]) * right);
            colour[band] = upper + ((lower - upper) * down);
        }
    }

    private (double X, double Y) Wander(double u, double v) => _crumple == 0
        ? (0, 0)
        : (Hash.Rough(u / 90, v / 90, seed + 20) * _crumple * 4, Hash.Rough(u / 90, v / 90, seed + 30) * _crumple * 4);
}
