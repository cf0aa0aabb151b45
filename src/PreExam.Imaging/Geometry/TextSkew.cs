using System.Runtime.CompilerServices;

namespace PreExam.Imaging.Geometry;

/// <summary>
/// By how much lines of text lean: the angle at which the ink, added up along it, makes the sharpest steps (Postl 1986). Rules of
/// forms count like text.
/// </summary>
internal static class TextSkew
{
    private const double Widest = 8, Coarse = 0.5, Fine = 0.05, LeastPeak = 1.6;
    private const int MostPlaces = 30_000, LeastPlaces = 400, Surroundings = 10;
    private const float Darker = 14;

    /// <summary>Degrees, clockwise where positive; null where there is too little text to say.</summary>
    /// <param name="grey">One level a pixel, of a page of about 800 pixels.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    public static double? Measure(float[] grey, int width, int height)
    {
        var ink = Ink(grey, width, height);
        if (ink.Count < LeastPlaces) return null;
        var level = Best(ink, width, height);
        if (level.Peak >= LeastPeak) return level.Degrees;

        var upended = Best([.. ink.Select(p => (p.Y, -p.X))], height, width); // text that runs down the page leans the same way
        return upended.Peak >= LeastPeak ? upended.Degrees : null;
    }

    private static (double Degrees, double Peak) Best(List<(int X, int Y)> ink, int width, int height)
    {
        List<double> all = [];
        double best = 0, most = 0;
        for (var degrees = -Widest; degrees <= Widest; degrees += Coarse)
        {
            var steps = Steps(ink, width, height, degrees);
            all.Add(steps);
            if (steps > most) (best, most) = (degrees, steps);
        }

        for (double middle = best, off = -Coarse; off <= Coarse; off += Fine)
        {
            var steps = Steps(ink, width, height, middle + off);
            if (steps > most) (best, most) = (middle + off, steps);
        }

        all.Sort();
        if (Math.Abs(best) > Widest - Coarse - Fine) return (best, 0); // still rising: the text, if it is one, leans more than can be told
        return (best, most / Math.Max(1, all[all.Count / 2]));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Steps(List<(int X, int Y)> ink, int width, int height, double degrees)
    {
        var slope = Math.Tan(degrees * Math.PI / 180);
        var lowest = (int)(Math.Abs(slope) * Math.Max(width, height)) + 2 + Math.Max(width, height);
        var sums = new int[height + (2 * lowest) + 2];
        foreach (var (x, y) in ink) sums[(int)(y - (x * slope) + lowest)]++;
        double steps = 0;
        for (var at = 1; at < sums.Length; at++) steps += (double)(sums[at] - sums[at - 1]) * (sums[at] - sums[at - 1]);
        return steps;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static List<(int X, int Y)> Ink(float[] grey, int width, int height)
    {
        var around = Smoothing.Box(grey, width, height, Surroundings);
        List<(int X, int Y)> ink = [];
        for (var y = 2; y < height - 2; y++)
            for (var x = 2; x < width - 2; x++)
                if (grey[(y * width) + x] < around[(y * width) + x] - Darker) ink.Add((x, y));
        if (ink.Count <= MostPlaces) return ink;
        var every = (double)ink.Count / MostPlaces;
        return [.. Enumerable.Range(0, MostPlaces).Select(i => ink[(int)(i * every)])];
    }
}
