using System.Runtime.CompilerServices;

namespace PreExam.Imaging.Geometry;

/// <summary>A four-sided shape that might be a paper, with the lines that its sides lie on. Corners go clockwise.</summary>
internal sealed record QuadCandidate(PicturePoint[] Corners, LineProfile[] Sides, double Score)
{
    public double Area => Polygons.Area(Corners);
}

/// <summary>Every four lines that enclose something like a paper in perspective, the best first.</summary>
internal static class QuadCandidates
{
    private const int MostLines = 48, Kept = 48;
    private const double LeastArea = 0.045, LeastApart = 0.08, LeastCrossing = Math.PI / 4, MostOpposite = 0.62, Ends = 0.07, LeastEdge = 0.1, LeastMeanEdge = 0.25;

    public static List<QuadCandidate> Find(WorkingPlanes picture, EdgeEvidence edges, float[][] smooth, BarrierMap barriers)
    {
        List<StraightLine> lines = [];
        foreach (var outline in RegionOutlines.Find(barriers, picture))
            for (var side = 0; side < 4; side++) AddNew(lines, LineVoting.Settle(edges, StraightLine.Through(outline[side], outline[(side + 1) % 4])));
        foreach (var voted in LineVoting.Find(edges, MostLines)) AddNew(lines, LineVoting.Settle(edges, voted));

        LineProfile[] profiles = [.. lines.Select(l => new LineProfile(l, edges, smooth))];
        return Best(Enclosed(profiles, edges.Width, edges.Height));
    }

    private static void AddNew(List<StraightLine> lines, StraightLine line)
    {
        foreach (var known in lines)
        {
            if (known.AngleTo(line) > 0.02) continue;
            var sameSense = (known.NormalX * line.NormalX) + (known.NormalY * line.NormalY) > 0;
            if (Math.Abs(known.Offset - (sameSense ? line.Offset : -line.Offset)) < 1.5) return;
        }

        lines.Add(line);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static List<QuadCandidate> Enclosed(LineProfile[] lines, int width, int height)
    {
        var opposite = new List<(int A, int B)>();
        for (var a = 0; a < lines.Length; a++)
            for (var b = a + 1; b < lines.Length; b++)
                if (lines[a].Line.AngleTo(lines[b].Line) < MostOpposite && Apart(lines[a].Line, lines[b].Line, width, height)) opposite.Add((a, b));

        var crossings = new PicturePoint?[lines.Length, lines.Length];
        for (var a = 0; a < lines.Length; a++)
        {
            for (var b = 0; b < lines.Length; b++)
            {
                if (a == b || lines[a].Line.AngleTo(lines[b].Line) < LeastCrossing || lines[a].Line.Crossing(lines[b].Line) is not { } p) continue;
                if (p.X > -0.02 * width && p.Y > -0.02 * height && p.X < 1.02 * width && p.Y < 1.02 * height) crossings[a, b] = p;
            }
        }

        List<QuadCandidate> found = [];
        var corners = new PicturePoint[4];
        for (var i = 0; i < opposite.Count; i++)
        {
            var (a, b) = opposite[i];
            for (var j = i + 1; j < opposite.Count; j++)
            {
                var (c, d) = opposite[j];
                if (crossings[a, c] is not { } ac || crossings[c, b] is not { } cb || crossings[b, d] is not { } bd || crossings[d, a] is not { } da) continue;
                (corners[0], corners[1], corners[2], corners[3]) = (ac, cb, bd, da);
                if (!Polygons.IsConvex(corners) || Polygons.Area(corners) < LeastArea * width * height) continue;

                LineProfile[] sides = [lines[c], lines[b], lines[d], lines[a]];
                if (Score(sides, corners) is { } score) found.Add(new(Polygons.Clockwise(corners, sides, out var ordered), ordered, score));
            }
        }

        return found;
    }

    /// <summary>Whether two lines are as far from each other, where they pass the picture's middle, as the sides of a paper are.</summary>
    private static bool Apart(StraightLine a, StraightLine b, int width, int height)
    {
        double x = width / 2.0, y = height / 2.0, fromA = a.Distance(x, y), fromB = b.Distance(x, y);
        var sameSense = (a.NormalX * b.NormalX) + (a.NormalY * b.NormalY) > 0;
        return Math.Abs(fromA - (sameSense ? fromB : -fromB)) > LeastApart * Math.Min(width, height);
    }

    private static double? Score(LineProfile[] sides, PicturePoint[] corners)
    {
        double sum = 0, least = 1, contrast = 0, beyond = 0;
        for (var side = 0; side < 4; side++)
        {
            var profile = sides[side];
            double from = profile.Line.Along(corners[side]), to = profile.Line.Along(corners[(side + 1) % 4]), end = (to - from) * Ends;
            var edge = profile.Edge(from + end, to - end);
            if (edge < LeastEdge) return null;
            sum += edge;
            least = Math.Min(least, edge);
            var (difference, steady) = profile.Difference(from + end, to - end);
            contrast += difference / (difference + 4) * steady;
            beyond += profile.Edge(from - (2 * end), from - (0.4 * end)) + profile.Edge(to + (0.4 * end), to + (2 * end));
        }

        return sum < 4 * LeastMeanEdge ? null : (sum / 4) + (0.5 * least) + (0.6 * contrast / 4) - (0.25 * beyond / 8);
    }

    /// <summary>The best, each only once: a candidate whose corners all lie near a better one's says nothing new.</summary>
    private static List<QuadCandidate> Best(List<QuadCandidate> all)
    {
        all.Sort((a, b) => b.Score.CompareTo(a.Score));
        List<QuadCandidate> kept = [];
        foreach (var candidate in all)
        {
            if (kept.Count == Kept) break;
            if (!kept.Any(k => Polygons.FarthestCorner(k.Corners, candidate.Corners) < 5)) kept.Add(candidate);
        }

        return kept;
    }
}
