using System.Runtime.CompilerServices;

namespace PreExam.Imaging.Geometry;

/// <summary>
/// How much has to be climbed over to get to a place from the picture's border: the minimum barrier distance (Zhang et al., ICCV
/// 2015), by raster scans over brightness and colour. Light that falls off slowly climbs little, a paper's edge much.
/// </summary>
internal sealed class BarrierMap
{
    private const int Shrink = 3, Scans = 4;

    private BarrierMap(int width, int height, float[] distance) => (Width, Height, Distance) = (width, height, distance);

    public int Width { get; }

    public int Height { get; }

    public float[] Distance { get; }

    /// <summary>Pixels of the working picture for one of this map.</summary>
    public static int Scale => Shrink;

    public static BarrierMap Of(WorkingPlanes picture)
    {
        int width = picture.Width / Shrink, height = picture.Height / Shrink;
        var total = new float[width * height];
        foreach (var plane in picture.Planes)
        {
            var distance = Distances(Shrunk(plane, picture.Width, width, height), width, height);
            for (var at = 0; at < total.Length; at++) total[at] += distance[at] * distance[at];
        }

        for (var at = 0; at < total.Length; at++) total[at] = MathF.Sqrt(total[at]);
        return new BarrierMap(width, height, total);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float[] Distances(float[] plane, int width, int height)
    {
        float[] distance = new float[plane.Length], high = (float[])plane.Clone(), low = (float[])plane.Clone();
        Array.Fill(distance, float.MaxValue);
        for (var x = 0; x < width; x++) (distance[x], distance[((height - 1) * width) + x]) = (0, 0);
        for (var y = 0; y < height; y++) (distance[y * width], distance[(y * width) + width - 1]) = (0, 0);

        for (var scan = 0; scan < Scans; scan++)
        {
            var back = scan % 2 == 1;
            for (var row = 1; row < height - 1; row++)
            {
                var y = back ? height - 1 - row : row;
                for (var column = 1; column < width - 1; column++)
                {
                    var at = (y * width) + (back ? width - 1 - column : column);
                    Reach(at, back ? at + 1 : at - 1);
                    Reach(at, back ? at + width : at - width);
                }
            }
        }

        return distance;

        void Reach(int at, int from)
        {
            if (distance[from] == float.MaxValue) return;
            float top = Math.Max(high[from], plane[at]), bottom = Math.Min(low[from], plane[at]);
            if (top - bottom >= distance[at]) return;
            (distance[at], high[at], low[at]) = (top - bottom, top, bottom);
        }
    }

    private static float[] Shrunk(float[] plane, int from, int width, int height)
    {
        var small = new float[width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                float sum = 0;
                for (var v = 0; v < Shrink; v++)
                    for (var u = 0; u < Shrink; u++) sum += plane[(((y * Shrink) + v) * from) + (x * Shrink) + u];
                small[(y * width) + x] = sum / (Shrink * Shrink);
            }
        }

        return small;
    }
}
