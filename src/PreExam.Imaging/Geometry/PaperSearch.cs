namespace PreExam.Imaging.Geometry;

/// <summary>
/// Looks for one whole paper in a small picture. Lines that edges vote for and outlines of what stands apart from the picture's
/// border give candidates; the evidence for each decides. When in doubt it says so: a page is never cut by a guess.
/// </summary>
internal static class PaperSearch
{
    /// <summary>Long side of the picture that papers are looked for on, in pixels: a millimetre of an A4 sheet is then two.</summary>
    public const int LongSide = 640;

    private const int LeastShortSide = 120;
    private const double SecondPaperShare = 0.3, Apart = 0.1, Within = 0.96, Larger = 1.35, AlmostAsLikely = 1.2, SamePaper = 0.85;

    /// <summary>What was found, with corners in pixels of the picture that was looked at, clockwise.</summary>
    internal readonly record struct Sight(PaperOutcome Outcome, double Confidence, PicturePoint[]? Corners);

    public static Sight Look(ReadOnlySpan<byte> rgb, int width, int height, PaperOptions options)
    {
        if (Math.Min(width, height) < LeastShortSide) return new(PaperOutcome.Whole, 0, null);

        var planes = WorkingPlanes.Of(rgb, width, height);
        var edges = EdgeEvidence.Of(planes);
        var barriers = BarrierMap.Of(planes);
        var clutter = Smoothing.Box(edges.Strength, width, height, 4);
        var smooth = Smoothing.Softened(planes.Planes, width, height);
        List<Judged> judged =
        [
            .. QuadCandidates.Find(planes, edges, smooth, barriers).Select(quad => Judged.By(quad.Corners, QuadEvidence.Of(quad, edges, smooth, barriers, clutter))),
        ];
        return Decide(judged, options);
    }

    internal static Sight Decide(IReadOnlyList<Judged> judged, PaperOptions options)
    {
        judged = [.. judged.Where(j => double.IsFinite(j.LogOdds))]; // of a shape without any extent nothing can be said
        if (judged.Count == 0) return new(PaperOutcome.Whole, 0, null);
        var best = judged.MaxBy(j => j.LogOdds)!;
        if (best.Confidence < options.LeastToTell) return new(PaperOutcome.Whole, best.Confidence, null);

        // A box on a paper can look more like a border than the border does: of shapes within each other the outer one is the paper.
        foreach (var outer in judged.Where(j => j.Confidence >= options.LeastForOuter).OrderByDescending(j => j.LogOdds))
        {
            var common = Polygons.Area(Polygons.Clipped(best.Corners, outer.Corners));
            if (common >= Within * Polygons.Area(best.Corners) && Polygons.Area(outer.Corners) >= Larger * Polygons.Area(best.Corners)) best = outer;
        }

        var area = Polygons.Area(best.Corners);
        var papers = judged.Where(j => j.Confidence >= options.LeastForSecond && Polygons.Area(j.Corners) >= SecondPaperShare * area).ToList();
        if (papers.Any(a => papers.Any(b => Polygons.Area(Polygons.Clipped(a.Corners, b.Corners)) < Apart * Polygons.Area(a.Corners))))
            return new(PaperOutcome.Several, best.Confidence, best.Corners);

        // Whether there is a paper is one question; on which of several almost equal outlines the edges lie is another.
        var tightest = judged.Where(j => j.LogOdds >= best.LogOdds - AlmostAsLikely && Polygons.Overlap(j.Corners, best.Corners) >= SamePaper).MaxBy(j => j.Tightness) ?? best;
        return new(best.Confidence >= options.LeastConfidence ? PaperOutcome.Found : PaperOutcome.Unsure, best.Confidence, tightest.Corners);
    }

    /// <summary>A candidate, how likely it is the paper, and how closely edges lie along it.</summary>
    internal sealed record Judged(PicturePoint[] Corners, double LogOdds, double Tightness)
    {
        public double Confidence => QuadJudgement.Confidence(LogOdds);

        public static Judged By(PicturePoint[] corners, QuadEvidence evidence) =>
            new(corners, QuadJudgement.LogOdds(evidence), evidence.Values[0] + (evidence.Values[1] / 2));
    }
}
