using System.Runtime.CompilerServices;
using NetVips;

namespace PreExam.Imaging.Decoding;

/// <summary>Measures a picture. Managed code: a working image of one megapixel takes a few milliseconds, and no native operation can fail.</summary>
internal static class PictureMeasuring
{
    private const int WorkingLongSide = 1280;
    private const int Tile = 64;
    private const double LargestGain = 4;
    private const byte OverExposed = 250;
    private const byte Dark = 40;

    public static PageMeasures Measure(Image upright, int originalWidth, int originalHeight)
    {
        using var working = upright.ThumbnailImage(WorkingLongSide, WorkingLongSide, size: Enums.Size.Down);
        using var grey = working.Colourspace(Enums.Interpretation.Bw);
        return Measure(grey.WriteToMemory<byte>(), grey.Width, grey.Height, originalWidth, originalHeight);
    }

    internal static PageMeasures Measure(byte[] grey, int width, int height, int originalWidth, int originalHeight)
    {
        var histogram = new int[256];
        foreach (var level in grey) histogram[level]++;

        double total = grey.Length;
        double sum = 0, overExposed = 0, dark = 0;
        for (var level = 0; level < 256; level++)
        {
            sum += (double)level * histogram[level];
            if (level >= OverExposed) overExposed += histogram[level];
            if (level < Dark) dark += histogram[level];
        }

        int low = Percentile(histogram, 0, total * 0.01), high = Percentile(histogram, 0, total * 0.99);
        var gain = Math.Min(LargestGain, 255.0 / Math.Max(1, high - low));
        return new PageMeasures(
            originalWidth, originalHeight,
            Sharpness: Math.Round(SharpestTiles(grey, width, height) * gain * gain, 1),
            Contrast: high - low,
            MeanLight: Math.Round(sum / total, 1),
            PaperLight: PaperLight(histogram),
            OverExposedShare: Math.Round(overExposed / total, 4),
            DarkShare: Math.Round(dark / total, 4));
    }

    /// <summary>The level below which <paramref name="count"/> pixels of at least level <paramref name="from"/> lie.</summary>
    private static int Percentile(int[] histogram, int from, double count)
    {
        double seen = 0;
        for (var level = from; level < 256; level++)
        {
            seen += histogram[level];
            if (seen >= count) return level;
        }

        return 255;
    }

    /// <summary>Otsu's threshold splits paper from what is darker; the median of the bright class is the light of the paper.</summary>
    private static int PaperLight(int[] histogram)
    {
        double total = 0, sum = 0;
        for (var level = 0; level < 256; level++)
        {
            total += histogram[level];
            sum += (double)level * histogram[level];
        }

        double below = 0, sumBelow = 0, best = -1, aboveAtBest = total;
        var split = 0;
        for (var level = 0; level < 255; level++)
        {
            below += histogram[level];
            sumBelow += (double)level * histogram[level];
            var above = total - below;
            if (below == 0 || above == 0) continue;

            var distance = (sumBelow / below) - ((sum - sumBelow) / above);
            var between = below * above * distance * distance;
            if (between <= best) continue;
            (best, split, aboveAtBest) = (between, level + 1, above);
        }

        return Percentile(histogram, split, aboveAtBest / 2);
    }

    private static double SharpestTiles(byte[] grey, int width, int height)
    {
        List<double> variances = [];
        for (var top = 1; top < height - 1; top += Tile)
        {
            for (var left = 1; left < width - 1; left += Tile)
            {
                var variance = LaplacianVariance(grey, width, left, top, Math.Min(left + Tile, width - 1), Math.Min(top + Tile, height - 1));
                variances.Add(variance);
            }
        }

        if (variances.Count == 0) return 0;
        variances.Sort();
        return variances[^Math.Max(1, variances.Count / 10)..].Average();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double LaplacianVariance(byte[] grey, int width, int left, int top, int right, int bottom)
    {
        long sum = 0, squares = 0;
        for (var y = top; y < bottom; y++)
        {
            for (int at = (y * width) + left, end = (y * width) + right; at < end; at++)
            {
                var laplacian = (4 * grey[at]) - grey[at - 1] - grey[at + 1] - grey[at - width] - grey[at + width];
                sum += laplacian;
                squares += laplacian * laplacian;
            }
        }

        double count = (right - left) * (bottom - top), mean = sum / count;
        return (squares / count) - (mean * mean);
    }
}
