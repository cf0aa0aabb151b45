namespace PreExam.Imaging.Geometry;

/// <summary>Four-sided outlines of what stands apart from the picture's border: candidates where edges are soft or a finger covers one.</summary>
internal static class RegionOutlines
{
    private const double LeastShare = 0.04, MostShare = 0.97;

    /// <summary>
    /// Quadrilaterals in pixels of the working picture: the largest part over each of a few levels of what stands apart from the
    /// picture's border, of what is bright once its print is filled in, and of what has little colour.
    /// </summary>
    public static IEnumerable<PicturePoint[]> Find(BarrierMap map, WorkingPlanes picture)
    {
        foreach (var level in (double[])[0.25, 0.45, 0.65])
            if (Outline(map.Distance, map.Width, map.Height, Math.Max(4, Level(map.Distance, 0.98) * level)) is { } outline) yield return outline;

        var (bright, dull) = Papery(picture, map.Width, map.Height);
        foreach (var plane in (float[][])[bright, dull])
        {
            float low = (float)Level(plane, 0.05), high = (float)Level(plane, 0.98);
            foreach (var level in (double[])[0.4, 0.6, 0.8])
                if (high - low > 8 && Outline(plane, map.Width, map.Height, low + ((high - low) * level)) is { } outline) yield return outline;
        }
    }

    /// <summary>Brightness with dark strokes filled in, and the lack of colour, on the scale of the barrier map.</summary>
    private static (float[] Bright, float[] Dull) Papery(WorkingPlanes picture, int width, int height)
    {
        float[] bright = new float[width * height], dull = new float[width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var at = (((y * BarrierMap.Scale) + 1) * picture.Width) + (x * BarrierMap.Scale) + 1;
                float most = 0;
                for (var v = -1; v <= 1; v++)
                    for (var u = -1; u <= 1; u++) most = Math.Max(most, picture.Planes[0][at + (v * picture.Width) + u]);
                bright[(y * width) + x] = most;
                dull[(y * width) + x] = -MathF.Sqrt((picture.Planes[1][at] * picture.Planes[1][at]) + (picture.Planes[2][at] * picture.Planes[2][at]));
            }
        }

        return (Smoothing.Box(Largest3(bright, width, height), width, height, 1), Smoothing.Box(dull, width, height, 1));
    }

    private static float[] Largest3(float[] plane, int width, int height)
    {
        var result = (float[])plane.Clone();
        for (var y = 1; y < height - 1; y++)
            for (var x = 1; x < width - 1; x++)
                for (var v = -1; v <= 1; v++)
                    for (var u = -1; u <= 1; u++) result[(y * width) + x] = Math.Max(result[(y * width) + x], plane[((y + v) * width) + x + u]);
        return result;
    }

    private static double Level(float[] plane, double share)
    {
        float[] sample = [.. Enumerable.Range(0, 2000).Select(i => plane[(int)((long)i * plane.Length / 2000)])];
        Array.Sort(sample);
        return sample[(int)(share * (sample.Length - 1))];
    }

    private static PicturePoint[]? Outline(float[] plane, int width, int height, double least)
    {
        if (Largest(plane, width, least) is not { } part || part.Count > MostShare * width * height) return null;
        var hull = Hull(part, width);
        while (hull.Count > 4)
            if (!DropCheapestSide(hull)) break;
        return hull.Count == 4 ? [.. hull.Select(p => p * BarrierMap.Scale)] : null;
    }

    private static List<int>? Largest(float[] plane, int width, double least)
    {
        var seen = new bool[plane.Length];
        List<int> best = [];
        var stack = new Stack<int>();
        for (var start = 0; start < seen.Length; start++)
        {
            if (seen[start] || plane[start] < least) continue;
            List<int> part = [];
            stack.Push(start);
            seen[start] = true;
            while (stack.TryPop(out var at))
            {
                part.Add(at);
                foreach (var next in (ReadOnlySpan<int>)[at - 1, at + 1, at - width, at + width])
                {
                    if (next < 0 || next >= seen.Length || seen[next] || plane[next] < least) continue;
                    seen[next] = true;
                    stack.Push(next);
                }
            }

            if (part.Count > best.Count) best = part;
        }

        return best.Count > LeastShare * plane.Length ? best : null;
    }

    /// <summary>Andrew's monotone chain over each row's first and last place.</summary>
    private static List<PicturePoint> Hull(List<int> part, int width)
    {
        Dictionary<int, (int First, int Last)> rows = [];
        foreach (var at in part)
        {
            var (y, x) = (at / width, at % width);
            rows[y] = rows.TryGetValue(y, out var row) ? (Math.Min(row.First, x), Math.Max(row.Last, x)) : (x, x);
        }

        PicturePoint[] places = [.. rows.SelectMany(r => (PicturePoint[])[new(r.Value.First, r.Key), new(r.Value.Last + 1, r.Key), new(r.Value.First, r.Key + 1), new(r.Value.Last + 1, r.Key + 1)]).OrderBy(p => p.X).ThenBy(p => p.Y)];
        List<PicturePoint> hull = [];
        foreach (var pass in (PicturePoint[][])[places, [.. places.Reverse()]])
        {
            var start = hull.Count;
            foreach (var p in pass)
            {
                while (hull.Count >= start + 2 && PicturePoint.Cross(hull[^1] - hull[^2], p - hull[^1]) <= 0) hull.RemoveAt(hull.Count - 1);
                hull.Add(p);
            }

            hull.RemoveAt(hull.Count - 1);
        }

        return hull;
    }

    /// <summary>Takes away the side whose neighbours, drawn on until they meet, add least to the outline.</summary>
    private static bool DropCheapestSide(List<PicturePoint> hull)
    {
        var (best, cheapest, meeting) = (-1, double.MaxValue, default(PicturePoint));
        for (var side = 0; side < hull.Count; side++)
        {
            PicturePoint before = hull[(side + hull.Count - 1) % hull.Count], from = hull[side], to = hull[(side + 1) % hull.Count], after = hull[(side + 2) % hull.Count];
            PicturePoint into = from - before, outOf = to - after;
            var turn = PicturePoint.Cross(into, outOf);
            if (Math.Abs(turn) < 1e-9) continue;
            var reach = PicturePoint.Cross(to - from, outOf) / turn;
            if (reach <= 0) continue;
            var corner = from + (into * reach);
            var added = Math.Abs(PicturePoint.Cross(to - from, corner - from)) / 2;
            if (added < cheapest) (best, cheapest, meeting) = (side, added, corner);
        }

        if (best < 0) return false;
        var next = (best + 1) % hull.Count;
        hull[best] = meeting;
        hull.RemoveAt(next);
        return true;
    }
}
