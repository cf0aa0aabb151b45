using System.Runtime.CompilerServices;

namespace PreExam.Imaging.Geometry;

/// <summary>
/// What lies along a line, summed up so that any stretch of it is told at once: how much of it is edge, and how the colours of
/// its two sides differ. "Plus" is the side that the normal points to.
/// </summary>
internal sealed class LineProfile
{
    private const double SideDistance = 5.5;
    private const int Aside = 2;
    private readonly int _reach;
    private readonly float[] _edge;
    private readonly float[][] _difference;
    private readonly float[] _size;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public LineProfile(StraightLine line, EdgeEvidence edges, float[][] smooth)
    {
        Line = line;
        int width = edges.Width, height = edges.Height;
        _reach = (int)Math.Sqrt(((double)width * width) + ((double)height * height)) + 2;
        var length = (2 * _reach) + 2;
        _edge = new float[length];
        _size = new float[length];
        _difference = [new float[length], new float[length], new float[length]];
        for (var step = 0; step < length - 1; step++)
        {
            var p = line.At(step - _reach);
            _edge[step + 1] = _edge[step];
            _size[step + 1] = _size[step];
            for (var band = 0; band < 3; band++) _difference[band][step + 1] = _difference[band][step];
            if (p.X < 0 || p.Y < 0 || p.X >= width || p.Y >= height) continue;

            _edge[step + 1] += EdgeAt(edges, p);
            int plus = Index(p, SideDistance, width, height), minus = Index(p, -SideDistance, width, height);
            float squares = 0;
            for (var band = 0; band < 3; band++)
            {
                var difference = smooth[band][plus] - smooth[band][minus];
                _difference[band][step + 1] += difference;
                squares += difference * difference;
            }

            _size[step + 1] += MathF.Sqrt(squares);
        }
    }

    public StraightLine Line { get; }

    /// <summary>Share of edge between two distances along the line, 0 to 1.</summary>
    public double Edge(double from, double to) => Mean(_edge, from, to);

    /// <summary>
    /// How the plus side differs from the minus side between two distances: the length of the mean difference in levels, and how
    /// steady it is, 0 to 1: the same all along, or something else everywhere.
    /// </summary>
    public (double Contrast, double Steadiness) Difference(double from, double to)
    {
        double a = Mean(_difference[0], from, to), b = Mean(_difference[1], from, to), c = Mean(_difference[2], from, to);
        var contrast = Math.Sqrt((a * a) + (b * b) + (c * c));
        return (contrast, contrast / (Mean(_size, from, to) + 1));
    }

    private float EdgeAt(EdgeEvidence edges, PicturePoint p)
    {
        var best = 0f;
        for (var aside = -Aside; aside <= Aside; aside++)
        {
            int x = (int)(p.X + (Line.NormalX * aside)), y = (int)(p.Y + (Line.NormalY * aside));
            if (x < 0 || y < 0 || x >= edges.Width || y >= edges.Height) continue;
            var at = (y * edges.Width) + x;
            if (edges.Strength[at] == 0 || Math.Abs((edges.TowardsX[at] * Line.NormalX) + (edges.TowardsY[at] * Line.NormalY)) < 0.94) continue;
            best = Math.Max(best, edges.Strength[at] * (1 - (0.12f * Math.Abs(aside))));
        }

        return Math.Min(1, best * 1.8f); // a clean edge on a plain ground has about 0.55
    }

    private int Index(PicturePoint p, double aside, int width, int height)
    {
        int x = Math.Clamp((int)(p.X + (Line.NormalX * aside)), 0, width - 1), y = Math.Clamp((int)(p.Y + (Line.NormalY * aside)), 0, height - 1);
        return (y * width) + x;
    }

    private double Mean(float[] sums, double from, double to)
    {
        if (from > to) (from, to) = (to, from);
        int first = Math.Clamp((int)Math.Round(from) + _reach, 0, sums.Length - 1), last = Math.Clamp((int)Math.Round(to) + _reach, 0, sums.Length - 1);
        return last > first ? (sums[last] - sums[first]) / (last - first) : 0;
    }
}
