namespace PreExam.Imaging.Geometry;

/// <summary>What is seen along the outline a little inside and a little outside of it.</summary>
internal sealed class QuadRing
{
    private const int Places = 24;

    public QuadRing(PicturePoint[] corners, EdgeEvidence edges, float[][] smooth, BarrierMap barriers)
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
