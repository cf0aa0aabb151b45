using System.Numerics;
using System.Runtime.CompilerServices;

namespace PreExam.Imaging.Geometry;

/// <summary>Small separable filters on planes of floats.</summary>
internal static class Smoothing
{
    /// <summary>The kernel 1 4 6 4 1 in both directions: a standard deviation of one pixel each time. In place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Binomial(float[] plane, float[] scratch, int width, int height, int times)
    {
        for (; times > 0; times--)
        {
            for (var y = 0; y < height; y++)
            {
                ReadOnlySpan<float> row = plane.AsSpan(y * width, width);
                var to = scratch.AsSpan(y * width, width);
                for (var x = 0; x < Math.Min(2, width); x++) to[x] = row[x];
                for (var x = Math.Max(2, width - 2); x < width; x++) to[x] = row[x];
                var at = 2;
                for (; at <= width - 2 - Vector<float>.Count; at += Vector<float>.Count)
                    Weighed(new(row[(at - 2)..]), new(row[(at - 1)..]), new(row[at..]), new(row[(at + 1)..]), new(row[(at + 2)..])).CopyTo(to[at..]);
                for (; at < width - 2; at++) to[at] = ((row[at - 2] + row[at + 2]) + (4 * (row[at - 1] + row[at + 1])) + (6 * row[at])) / 16;
            }

            for (var y = 0; y < height; y++)
            {
                var to = plane.AsSpan(y * width, width);
                ReadOnlySpan<float> Row(int of) => scratch.AsSpan(Math.Clamp(of, 0, height - 1) * width, width);
                ReadOnlySpan<float> a = Row(y - 2), b = Row(y - 1), c = Row(y), d = Row(y + 1), e = Row(y + 2);
                var at = 0;
                for (; at <= width - Vector<float>.Count; at += Vector<float>.Count)
                    Weighed(new(a[at..]), new(b[at..]), new(c[at..]), new(d[at..]), new(e[at..])).CopyTo(to[at..]);
                for (; at < width; at++) to[at] = ((a[at] + e[at]) + (4 * (b[at] + d[at])) + (6 * c[at])) / 16;
            }
        }
    }

    /// <summary>A smoothed copy of each plane.</summary>
    public static float[][] Softened(float[][] planes, int width, int height)
    {
        var scratch = new float[width * height];
        return [.. planes.Select(plane =>
        {
            var soft = (float[])plane.Clone();
            Binomial(soft, scratch, width, height, times: 2);
            return soft;
        })];
    }

    /// <summary>Mean over a square of <paramref name="radius"/> to each side, by running sums.</summary>
    public static float[] Box(float[] plane, int width, int height, int radius)
    {
        float[] across = new float[plane.Length], result = new float[plane.Length], sums = new float[width];
        for (var y = 0; y < height; y++)
        {
            ReadOnlySpan<float> row = plane.AsSpan(y * width, width);
            var to = across.AsSpan(y * width, width);
            float sum = 0;
            for (var x = 0; x < Math.Min(radius, width); x++) sum += row[x];
            for (var x = 0; x < width; x++)
            {
                if (x + radius < width) sum += row[x + radius];
                if (x > radius) sum -= row[x - radius - 1];
                to[x] = sum / (Math.Min(width - 1, x + radius) - Math.Max(0, x - radius) + 1);
            }
        }

        for (var y = 0; y < Math.Min(radius, height); y++) Add(sums, across.AsSpan(y * width, width), 1);
        for (var y = 0; y < height; y++)
        {
            if (y + radius < height) Add(sums, across.AsSpan((y + radius) * width, width), 1);
            if (y > radius) Add(sums, across.AsSpan((y - radius - 1) * width, width), -1);
            Add(result.AsSpan(y * width, width), sums, 1f / (Math.Min(height - 1, y + radius) - Math.Max(0, y - radius) + 1));
        }

        return result;
    }

    private static void Add(Span<float> to, ReadOnlySpan<float> row, float times)
    {
        var at = 0;
        for (; at <= to.Length - Vector<float>.Count; at += Vector<float>.Count)
            (new Vector<float>(to[at..]) + (new Vector<float>(row[at..]) * times)).CopyTo(to[at..]);
        for (; at < to.Length; at++) to[at] += row[at] * times;
    }

    private static Vector<float> Weighed(Vector<float> a, Vector<float> b, Vector<float> c, Vector<float> d, Vector<float> e) =>
        ((a + e) + ((b + d) * 4) + (c * 6)) * (1 / 16f);
}
