using System.Globalization;
using PreExam.Imaging;
using PreExam.Specimens;
using PreExam.Specimens.Scenes;

namespace PreExam.Benchmarks;

/// <summary>
/// How well papers are found and straightened, on rendered photographs whose truth is known, and what that costs. Figures are
/// those of the evaluation seeds; the calibration seeds are for setting thresholds.
/// </summary>
internal static class ImagingBenchmark
{
    private const int Seeds = 40, OtherSeeds = 8;

    /// <summary>One picture's result. Overlap is 0 where nothing was claimed; skew is null where no text direction is promised.</summary>
    private sealed record Seen(string Name, Taken Taken, PaperOutcome Outcome, double Confidence, double Overlap, bool Cut, double? Skew);

    public static int Run(string[] options)
    {
        if (options is ["cost"])
        {
            Figure("imaging.full-cost", PipelineCost.Measure(SceneMaking.FirstEvaluationSeed), "times");
            return 0;
        }

        var calibration = options is ["calibration", ..];
        var seeds = options.Length > 1 ? int.Parse(options[1], CultureInfo.InvariantCulture) : Seeds;
        var first = calibration ? 1 : SceneMaking.FirstEvaluationSeed;
        if (calibration) Console.WriteLine("Calibration seeds: these are not the figures.");

        List<Seen> one = [], others = [];
        foreach (var severity in Enum.GetValues<Severity>())
        {
            for (var seed = first; seed < first + seeds; seed++) one.Add(Look(seed, severity, Layout.One));
            for (var seed = first; seed < first + Math.Min(OtherSeeds, seeds / 3); seed++)
                foreach (var layout in (Layout[])[Layout.Two, Layout.CutOff, Layout.Scan, Layout.SkewedScan]) others.Add(Look(seed, severity, layout));
        }

        Table(one, others);
        Misses([.. one, .. others]);

        var claimed = one.Where(s => s.Outcome == PaperOutcome.Found).ToList();
        List<Seen> all = [.. one, .. others];
        Figure("imaging.iou", claimed.Average(s => s.Overlap), "share");
        foreach (var severity in Enum.GetValues<Severity>())
        {
            var own = one.Where(s => s.Taken.Scene.Severity == severity).ToList();
            Figure($"imaging.found-{severity.ToString().ToLowerInvariant()}", own.Count(s => s.Outcome == PaperOutcome.Found) / (double)own.Count, "share");
        }

        Figure("imaging.cut", all.Count(s => s.Cut) / (double)all.Count, "share");
        double[] skews = [.. all.Where(s => s.Skew is not null).Select(s => s.Skew!.Value).Order()];
        Figure("imaging.skew", skews[(int)(0.95 * (skews.Length - 1))], "degrees");
        Figure("imaging.full-cost", PipelineCost.Measure(first), "times");
        return 0;
    }

    private static Seen Look(int seed, Severity severity, Layout layout)
    {
        var taken = ScenePhotograph.Take(SceneMaking.Make(seed, severity, layout));
        var page = ((Decoded)PageDecoder.Decode(taken.Jpeg, FileKind.Jpeg, new DecoderOptions())).Pages[0];
        Place On(Place p) => page.Transform.ToPage(p.X, p.Y) is var (x, y) ? new(x, y) : default;

        var found = page.Paper.Outcome == PaperOutcome.Found;
        Place[] claimed = found ? [.. page.Paper.Corners!.Select(c => new Place(c.X, c.Y))] : [];
        var overlap = found ? taken.Papers.Max(p => Shapes.Overlap(claimed, p.Corners)) : 0;
        var cut = taken.Papers.SelectMany(p => p.Written)
            .Where(w => w.X >= 0 && w.Y >= 0 && w.X <= taken.Width && w.Y <= taken.Height)
            .Select(On).Any(w => w.X < -0.5 || w.Y < -0.5 || w.X > page.Page.Width + 0.5 || w.Y > page.Page.Height + 0.5);
        // Where the whole of a photograph was kept, its perspective was too: there is no one direction of text then.
        double? skew = found && overlap > 0.5 || layout is Layout.Scan or Layout.SkewedScan ? Lean(taken.Papers[0].Corners.Select(On).ToArray()) : null;
        return new($"{layout}-{severity}-{seed}", taken, page.Paper.Outcome, page.Paper.Confidence, overlap, cut, skew);
    }

    /// <summary>How far the paper's middle line is from the nearest right angle, in degrees.</summary>
    private static double Lean(Place[] c)
    {
        double x = (c[1].X + c[2].X - c[0].X - c[3].X) / 2, y = (c[1].Y + c[2].Y - c[0].Y - c[3].Y) / 2, degrees = Math.Atan2(y, x) * 180 / Math.PI;
        return Math.Abs(degrees - (Math.Round(degrees / 90) * 90));
    }

    private static void Table(List<Seen> one, List<Seen> others)
    {
        Console.WriteLine("| picture | number | found | unsure | several | whole | overlap of found | of them below 0.9 | cut |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var group in one.Concat(others).GroupBy(s => (s.Taken.Scene.Layout, s.Taken.Scene.Severity)))
        {
            int Count(PaperOutcome outcome) => group.Count(s => s.Outcome == outcome);
            var found = group.Where(s => s.Outcome == PaperOutcome.Found).ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {group.Key.Layout} {group.Key.Severity} | {group.Count()} | {found.Count} | {Count(PaperOutcome.Unsure)} | {Count(PaperOutcome.Several)} | {Count(PaperOutcome.Whole)} | {(found.Count > 0 ? found.Average(f => f.Overlap) : 0):0.000} | {found.Count(f => f.Overlap < 0.9)} | {group.Count(s => s.Cut)} |"));
        }
    }

    private static void Misses(List<Seen> all)
    {
        foreach (var seen in all.Where(s => s.Cut || (s.Outcome == PaperOutcome.Found && s.Overlap < 0.93) || s.Skew > 0.3 || (s.Taken.Scene.Layout == Layout.One && s.Outcome != PaperOutcome.Found)))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {seen.Name} {seen.Outcome} {seen.Confidence:0.00}, overlap {seen.Overlap:0.000}, skew {seen.Skew:0.00}{(seen.Cut ? ", CUT" : "")}: {seen.Taken.Papers[0].Kind} on {seen.Taken.Scene.Ground}, {string.Join(" ", seen.Taken.Scene.Defects)}"));
        }
    }

    private static void Figure(string name, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure {name} {value:0.0000} {unit}"));
}
