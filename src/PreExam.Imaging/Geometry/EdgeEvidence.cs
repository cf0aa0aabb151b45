using System.Runtime.CompilerServices;

namespace PreExam.Imaging.Geometry;

/// <summary>
/// Where edges are, over brightness and colour together (Di Zenzo's tensor), and how much each stands out from its
/// surroundings: a faint line on a plain table counts as much as a strong one in wood grain.
/// </summary>
internal sealed class EdgeEvidence
{
    private const int SurroundingsRadius = 12;
    private const float Plain = 1.1f; // levels a pixel; about what JPEG leaves of a smooth surface

    private EdgeEvidence(int width, int height, float[] strength, float[] towardsX, float[] towardsY) =>
        (Width, Height, Strength, TowardsX, TowardsY) = (width, height, strength, towardsX, towardsY);

    public int Width { get; }

    public int Height { get; }

    /// <summary>0 to 1; zero where another pixel across the edge is stronger.</summary>
    public float[] Strength { get; }

    /// <summary>Direction across the edge, a unit vector without a sense.</summary>
    public float[] TowardsX { get; }

    public float[] TowardsY { get; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static EdgeEvidence Of(WorkingPlanes picture)
    {
        int width = picture.Width, height = picture.Height, count = width * height;
        float[] xx = new float[count], yy = new float[count], xy = new float[count];
        foreach (var plane in picture.Planes) AddTensor(plane, width, height, xx, yy, xy);

        float[] size = new float[count], towardsX = new float[count], towardsY = new float[count];
        for (var at = 0; at < count; at++)
        {
            float half = (xx[at] - yy[at]) / 2, root = MathF.Sqrt((half * half) + (xy[at] * xy[at]));
            size[at] = MathF.Sqrt(((xx[at] + yy[at]) / 2) + root);
            // The eigenvector of the larger eigenvalue, from whichever row of the matrix is not nearly zero.
            var (u, v) = half >= 0 ? (root + half, xy[at]) : (xy[at], root - half);
            var length = MathF.Sqrt((u * u) + (v * v));
            if (length > 1e-6f) (towardsX[at], towardsY[at]) = (u / length, v / length);
        }

        var around = Smoothing.Box(size, width, height, SurroundingsRadius);
        var strength = new float[count];
        for (var y = 2; y < height - 2; y++)
        {
            for (var x = 2; x < width - 2; x++)
            {
                var at = (y * width) + x;
                if (size[at] < Plain * 0.6f) continue;
                var ahead = at + (int)MathF.Round(towardsX[at]) + ((int)MathF.Round(towardsY[at]) * width);
                var behind = at - (int)MathF.Round(towardsX[at]) - ((int)MathF.Round(towardsY[at]) * width);
                if (size[ahead] > size[at] || size[behind] >= size[at]) continue;
                strength[at] = size[at] / (size[at] + (0.9f * around[at]) + Plain);
            }
        }

        return new EdgeEvidence(width, height, strength, towardsX, towardsY);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTensor(float[] plane, int width, int height, float[] xx, float[] yy, float[] xy)
    {
        for (var y = 1; y < height - 1; y++)
        {
            for (int at = (y * width) + 1, end = (y * width) + width - 1; at < end; at++)
            {
                // Scharr's kernel: its directions are right to a degree, Sobel's to several.
                float a = plane[at - width - 1], b = plane[at - width], c = plane[at - width + 1], d = plane[at - 1], f = plane[at + 1];
                float g = plane[at + width - 1], h = plane[at + width], i = plane[at + width + 1];
                float across = ((3 * (c - a)) + (10 * (f - d)) + (3 * (i - g))) / 32, down = ((3 * (g - a)) + (10 * (h - b)) + (3 * (i - c))) / 32;
                xx[at] += across * across;
                yy[at] += down * down;
                xy[at] += across * down;
            }
        }
    }
}
