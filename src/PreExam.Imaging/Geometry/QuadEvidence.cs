namespace PreExam.Imaging.Geometry;

/// <summary>
/// What speaks for and against a candidate being the outline of a whole paper. Each is 0 to 1 or about that, and none knows
/// what the paper or the table look like.
/// </summary>
/// <param name="Values">In the order of <see cref="Names"/>.</param>
internal readonly record struct QuadEvidence(double[] Values)
{
    private const double Ends = 0.07;

    public static IReadOnlyList<string> Names { get; } =
    [
        "edge.mean", "edge.least", "edge.second", "contrast.mean", "contrast.least", "steady.mean", "steady.least", "beyond.mean", "beyond.most",
        "ring.contrast", "ring.evenInside", "ring.evenOutside", "barrier.gain", "barrier.least", "area", "angles", "sides", "ink.inside", "ink.outside", "crossings", "frame",
        "quarter.least", "quarter.third", "clutter.inside", "clutter.gain", "gap", "side.least", "side.second",
    ];

    public static QuadEvidence Of(QuadCandidate quad, EdgeEvidence edges, float[][] smooth, BarrierMap barriers, float[] clutter)
    {
        double[] edge = new double[4], contrast = new double[4], steady = new double[4], beyond = new double[8], quarters = new double[16];
        for (var side = 0; side < 4; side++)
        {
            var profile = quad.Sides[side];
            double from = profile.Line.Along(quad.Corners[side]), to = profile.Line.Along(quad.Corners[(side + 1) % 4]), end = (to - from) * Ends;
            edge[side] = profile.Edge(from + end, to - end);
            for (var quarter = 0; quarter < 4; quarter++)
                quarters[(side * 4) + quarter] = profile.Edge(from + end + ((to - from - (2 * end)) * quarter / 4), from + end + ((to - from - (2 * end)) * (quarter + 1) / 4));
            var (difference, steadiness) = profile.Difference(from + end, to - end);
            (contrast[side], steady[side]) = (difference / (difference + 4), steadiness);
            (beyond[side * 2], beyond[(side * 2) + 1]) = (profile.Edge(from - (2 * end), from - (0.4 * end)), profile.Edge(to + (0.4 * end), to + (2 * end)));
        }

        var ring = new QuadRing(quad.Corners, edges, smooth, barriers);
        double area = quad.Area / (edges.Width * (double)edges.Height), inFrame = quad.Corners.Count(c => c.X < 3 || c.Y < 3 || c.X > edges.Width - 3 || c.Y > edges.Height - 3) / 4.0;
        double[] sides = [.. Enumerable.Range(0, 4).Select(k => Math.Sqrt(edge[k] * (contrast[k] + 0.1) * (steady[k] + 0.1))).Order()];
        Array.Sort(edge);
        Array.Sort(quarters);
        var (inside, outside) = Clutter(quad.Corners, clutter, edges.Width, edges.Height);
        return new(
        [
            edge.Average(), edge[0], edge[1], contrast.Average(), contrast.Min(), steady.Average(), steady.Min(), beyond.Average(), beyond.Max(),
            ring.Contrast, ring.EvenInside, ring.EvenOutside, ring.BarrierGain, ring.LeastBarrierGain, Math.Sqrt(area), Shape.Angles(quad.Corners), Shape.Sides(quad.Corners),
            ring.InkInside, ring.InkOutside, ring.Crossings, inFrame,
            quarters[0], quarters[2], Math.Sqrt(inside), Math.Log((inside + 0.01) / (outside + 0.01)), ring.Gap, sides[0], sides[1],
        ]);
    }

    /// <summary>How dense edges are inside and outside: papers are written on, and a table is seldom as full as they are.</summary>
    private static (double Inside, double Outside) Clutter(PicturePoint[] corners, float[] clutter, int width, int height)
    {
        const int step = 8;
        double inside = 0, outside = 0;
        int countIn = 0, countOut = 0;
        for (var y = step / 2; y < height; y += step)
        {
            for (var x = step / 2; x < width; x += step)
            {
                double deep = double.MaxValue;
                for (var side = 0; side < 4; side++)
                {
                    PicturePoint from = corners[side], along = corners[(side + 1) % 4] - from;
                    deep = Math.Min(deep, PicturePoint.Cross(along, new PicturePoint(x, y) - from) / along.Length);
                }

                // The border itself and what is near it count neither way.
                if (deep > step) (inside, countIn) = (inside + clutter[(y * width) + x], countIn + 1);
                else if (deep < -step) (outside, countOut) = (outside + clutter[(y * width) + x], countOut + 1);
            }
        }

        // Running sums leave a trace below zero where there is no edge at all.
        return (Math.Max(0, inside / Math.Max(1, countIn)), Math.Max(0, outside / Math.Max(1, countOut)));
    }

    private static class Shape
    {
        /// <summary>How far the worst corner is from a right angle, in radians.</summary>
        public static double Angles(PicturePoint[] c) => Enumerable.Range(0, 4).Max(k =>
        {
            PicturePoint a = c[(k + 3) % 4] - c[k], b = c[(k + 1) % 4] - c[k];
            return Math.Abs((Math.PI / 2) - Math.Acos(Math.Clamp(((a.X * b.X) + (a.Y * b.Y)) / (a.Length * b.Length), -1, 1)));
        });

        /// <summary>How unlike each other opposite sides are, and how long the shape is for its width: papers are at most twice as long as wide.</summary>
        public static double Sides(PicturePoint[] c)
        {
            double[] s = [.. Enumerable.Range(0, 4).Select(k => (c[(k + 1) % 4] - c[k]).Length)];
            double across = (s[0] + s[2]) / 2, down = (s[1] + s[3]) / 2, ratio = Math.Max(across / down, down / across);
            return Math.Max(Math.Abs(Math.Log(s[0] / s[2])), Math.Abs(Math.Log(s[1] / s[3]))) + Math.Max(0, ratio - 1.7);
        }
    }
}
