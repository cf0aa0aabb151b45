namespace PreExam.Imaging.Geometry;

/// <summary>
/// What speaks for and against a candidate being the outline of a whole paper. Each is 0 to 1 or about that, and none knows
/// what the paper or the table look like.
/// </summary>
/// <param name="Values">In the order of <see cref="Names"/>.</param>
internal readonly record struct QuadEvidence(double[] Values)
{
    private const int Places = 24;
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

        var ring = new Ring(quad.Corners, edges, smooth, barriers);
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

        return (inside / Math.Max(1, countIn), outside / Math.Max(1, countOut));
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

    /// <summary>What is seen along the outline a little inside and a little outside of it.</summary>
    private sealed class Ring
    {
        public Ring(PicturePoint[] corners, EdgeEvidence edges, float[][] smooth, BarrierMap barriers)
        {
            var square = Perspective.FromUnitSquare(corners);
            var (inside, outside) = (new Colours(), new Colours());
            double[] gain = new double[4];
            double inkIn = 0, inkOut = 0, crossing = 0, seen = 0;
            for (var side = 0; side < 4; side++)
            {
                double barrierIn = 0, barrierOut = 0;
                for (var place = 0; place < Places; place++)
                {
                    var along = 0.08 + (0.84 * (place + 0.5) / Places);
                    PicturePoint At(double depth) => side switch
                    {
                        0 => square.Map(along, depth),
                        1 => square.Map(1 - depth, along),
                        2 => square.Map(along, 1 - depth),
                        _ => square.Map(depth, along),
                    };
                    var (near, far, nearOut, farOut) = (At(0.025), At(0.05), At(-0.025), At(-0.05));
                    inside.Add(smooth, edges, near);
                    outside.Add(smooth, edges, nearOut);
                    barrierIn += Barrier(barriers, far);
                    barrierOut += Barrier(barriers, farOut);
                    double strokeIn = Stroke(edges, near), strokeOut = Stroke(edges, nearOut);
                    inkIn += strokeIn + Stroke(edges, far);
                    inkOut += strokeOut + Stroke(edges, farOut);
                    crossing += Math.Min(strokeIn, strokeOut);
                    seen++;
                }

                gain[side] = (barrierIn - barrierOut) / (barrierIn + barrierOut + (3 * Places));
            }

            Gap = GapAcross(square, smooth, edges, Colours.Difference(outside, inside));
            Contrast = Colours.Distance(inside, outside);
            Contrast /= Contrast + inside.Spread + outside.Spread + 3;
            (EvenInside, EvenOutside) = (inside.Spread / (inside.Spread + 12), outside.Spread / (outside.Spread + 12));
            (BarrierGain, LeastBarrierGain) = (gain.Average(), gain.Min());
            (InkInside, InkOutside, Crossings) = (inkIn / (2 * seen), inkOut / (2 * seen), crossing / seen);
        }

        public double Contrast { get; }

        public double EvenInside { get; }

        public double EvenOutside { get; }

        public double BarrierGain { get; }

        public double LeastBarrierGain { get; }

        public double InkInside { get; }

        public double InkOutside { get; }

        public double Crossings { get; }

        /// <summary>How much of a strip right across the middle looks like the outside: two papers that were taken for one have one between them.</summary>
        public double Gap { get; }

        private static double GapAcross(Perspective square, float[][] smooth, EdgeEvidence edges, double[] outwards)
        {
            const int places = 20;
            const double aside = 0.13;
            var size = outwards.Sum(d => d * d);
            if (size < 36) return 0; // a gap of six levels can't be told from a fold
            double widest = 0;
            for (var way = 0; way < 2; way++)
            {
                for (var across = 0.28; across <= 0.72; across += 0.02)
                {
                    double alike = 0;
                    for (var place = 0; place < places; place++)
                    {
                        var along = 0.03 + (0.94 * (place + 0.5) / places);
                        int Index(double u)
                        {
                            var p = way == 0 ? square.Map(u, along) : square.Map(along, u);
                            return (Math.Clamp((int)p.Y, 0, edges.Height - 1) * edges.Width) + Math.Clamp((int)p.X, 0, edges.Width - 1);
                        }

                        int here = Index(across), before = Index(across - aside), after = Index(across + aside);
                        double towards = 0;
                        for (var band = 0; band < 3; band++) towards += (smooth[band][here] - ((smooth[band][before] + smooth[band][after]) / 2)) * outwards[band];
                        if (towards > 0.35 * size) alike++;
                    }

                    widest = Math.Max(widest, alike / places);
                }
            }

            return Math.Max(0, (widest - 0.5) * 2);
        }

        private static double Barrier(BarrierMap map, PicturePoint p) =>
            map.Distance[(Math.Clamp((int)(p.Y / BarrierMap.Scale), 0, map.Height - 1) * map.Width) + Math.Clamp((int)(p.X / BarrierMap.Scale), 0, map.Width - 1)];

        /// <summary>The strongest edge within a pixel or two.</summary>
        private static double Stroke(EdgeEvidence edges, PicturePoint p)
        {
            int x = (int)p.X, y = (int)p.Y;
            if (x < 1 || y < 1 || x >= edges.Width - 1 || y >= edges.Height - 1) return 0;
            float most = 0;
            for (var v = -1; v <= 1; v++)
                for (var u = -1; u <= 1; u++) most = Math.Max(most, edges.Strength[((y + v) * edges.Width) + x + u]);
            return most;
        }
    }

    private sealed class Colours
    {
        private readonly double[] _sum = new double[3], _squares = new double[3];
        private int _count;

        public double Spread => Math.Sqrt(Enumerable.Range(0, 3).Sum(b => Math.Max(0, (_squares[b] / _count) - (_sum[b] / _count * (_sum[b] / _count)))));

        public void Add(float[][] smooth, EdgeEvidence edges, PicturePoint p)
        {
            var at = (Math.Clamp((int)p.Y, 0, edges.Height - 1) * edges.Width) + Math.Clamp((int)p.X, 0, edges.Width - 1);
            for (var band = 0; band < 3; band++)
            {
                _sum[band] += smooth[band][at];
                _squares[band] += smooth[band][at] * smooth[band][at];
            }

            _count++;
        }

        public static double[] Difference(Colours a, Colours b) => [.. Enumerable.Range(0, 3).Select(k => (a._sum[k] / a._count) - (b._sum[k] / b._count))];

        public static double Distance(Colours a, Colours b) => Math.Sqrt(Difference(a, b).Sum(d => d * d));
    }
}
