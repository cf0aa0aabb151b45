namespace PreExam.Imaging.Geometry;

/// <summary>
/// Moves the sides of a paper that was found on the small picture onto its border in a larger one: along each side the steepest
/// step across it is looked for, in the direction of colour in which inside and outside differ, and a line laid through them.
/// </summary>
internal static class CornerRefinement
{
    private const int Places = 72;
    private const double Ends = 0.06;

    /// <param name="rgb">The larger picture, three bytes a pixel.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="corners">In pixels of the larger picture, off by <paramref name="reach"/> pixels at most.</param>
    /// <param name="reach">How far to look to both sides.</param>
    public static PicturePoint[] Refine(byte[] rgb, int width, int height, PicturePoint[] corners, double reach)
    {
        var lines = new StraightLine[4];
        for (var side = 0; side < 4; side++)
        {
            PicturePoint from = corners[side], to = corners[(side + 1) % 4];
            lines[side] = StraightLine.Through(from, to);
            if (Refine(rgb, width, height, from, to, reach) is { } better) lines[side] = better;
        }

        var refined = new PicturePoint[4];
        for (var corner = 0; corner < 4; corner++)
        {
            if (lines[(corner + 3) % 4].Crossing(lines[corner]) is not { } crossing || (crossing - corners[corner]).Length > 2.5 * reach) return corners;
            refined[corner] = crossing;
        }

        return refined;
    }

    private static StraightLine? Refine(byte[] rgb, int width, int height, PicturePoint from, PicturePoint to, double reach)
    {
        var line = StraightLine.Through(from, to);
        var steps = ((int)Math.Ceiling(reach) * 2) + 5;
        var profiles = new float[Places][];
        double[] difference = new double[3];
        for (var place = 0; place < Places; place++)
        {
            var p = from + ((to - from) * (Ends + ((1 - (2 * Ends)) * (place + 0.5) / Places)));
            var profile = profiles[place] = new float[steps * 3];
            for (var step = 0; step < steps; step++)
            {
                var aside = step - (steps / 2);
                Sample(rgb, width, height, p.X + (line.NormalX * aside), p.Y + (line.NormalY * aside), profile.AsSpan(step * 3, 3));
            }

            for (var band = 0; band < 3; band++) difference[band] += profile[((steps - 2) * 3) + band] + profile[((steps - 1) * 3) + band] - profile[band] - profile[3 + band];
        }

        var size = Math.Sqrt(difference.Sum(d => d * d));
        if (size < 2 * Places * 1.5) return null; // no colour to go by: the small picture's line stands

        List<PicturePoint> borders = [];
        List<double> weights = [];
        for (var place = 0; place < Places; place++)
        {
            var p = from + ((to - from) * (Ends + ((1 - (2 * Ends)) * (place + 0.5) / Places)));
            if (Steepest(profiles[place], steps, [.. difference.Select(d => d / size)]) is not { } step) continue;
            borders.Add(p + (new PicturePoint(line.NormalX, line.NormalY) * (step.At - (steps / 2))));
            weights.Add(step.Height);
        }

        return borders.Count < Places / 3 ? null : Robust(borders, weights, line);
    }

    private static (double At, double Height)? Steepest(float[] profile, int steps, double[] direction)
    {
        double Level(int step) => (profile[step * 3] * direction[0]) + (profile[(step * 3) + 1] * direction[1]) + (profile[(step * 3) + 2] * direction[2]);
        double Slope(int step) => Level(step + 1) + (0.5 * Level(Math.Min(step + 2, steps - 1))) - Level(step - 1) - (0.5 * Level(Math.Max(step - 2, 0)));
        var (best, most) = (0, 0.0);
        for (var step = 2; step < steps - 2; step++)
            if (Slope(step) is var slope && slope > most) (best, most) = (step, slope);
        if (most < 3) return null;
        if (best <= 2 || best >= steps - 3) return (best, most);
        double before = Slope(best - 1), after = Slope(best + 1), bend = before - (2 * most) + after;
        return (best + (bend < 0 ? Math.Clamp((before - after) / (2 * bend), -0.5, 0.5) : 0), most);
    }

    /// <summary>Least squares in which places far from the line come to count little (Cauchy's weights).</summary>
    private static StraightLine? Robust(List<PicturePoint> places, List<double> heights, StraightLine start)
    {
        StraightLine? line = start;
        double[] distances = [.. places.Select(p => start.Distance(p.X, p.Y)).Order()];
        var middle = distances[distances.Length / 2];
        line = start with { Offset = start.Offset + middle };
        foreach (var tolerance in (ReadOnlySpan<double>)[4, 2.5, 1.5, 1])
        {
            var current = line!.Value;
            line = StraightLine.Fit(places, [.. places.Select((p, i) => Math.Min(heights[i], 40) / (1 + Math.Pow(current.Distance(p.X, p.Y) / tolerance, 2)))]);
            if (line is null || line.Value.AngleTo(start) > 0.06) return null;
            if ((line.Value.NormalX * start.NormalX) + (line.Value.NormalY * start.NormalY) < 0) line = new(-line.Value.NormalX, -line.Value.NormalY, -line.Value.Offset);
        }

        return line;
    }

    private static void Sample(byte[] rgb, int width, int height, double x, double y, Span<float> colour)
    {
        double px = Math.Clamp(x - 0.5, 0, width - 1.001), py = Math.Clamp(y - 0.5, 0, height - 1.001);
        int left = (int)px, top = (int)py, at = ((top * width) + left) * 3, below = at + (width * 3);
        float right = (float)(px - left), down = (float)(py - top);
        for (var band = 0; band < 3; band++)
        {
            var upper = rgb[at + band] + ((rgb[at + 3 + band] - rgb[at + band]) * right);
            var lower = rgb[below + band] + ((rgb[below + 3 + band] - rgb[below + band]) * right);
            colour[band] = upper + ((lower - upper) * down);
        }
    }
}
