namespace PreExam.Imaging.Geometry;

/// <summary>Mean and spread of the colours at some places.</summary>
internal sealed class Colours
{
    private readonly double[] _sum = new double[3], _squares = new double[3];
    private int _count;

    public double Spread => Math.Sqrt(Enumerable.Range(0, 3).Sum(b => Math.Max(0, (_squares[b] / _count) - (_sum[b] / _count * (_sum[b] / _count)))));

    public void Add(float[][] smooth, EdgeEvidence edges, PicturePoint p)
    {
        var at = (Math.Clamp((int)p.Y, 0, edges.Height - 1) * edges.Width) + Math.Clamp((int)p.X, 0, edges.Width - 1);
        for (var band = 0; band < 3; band++)
        {
            _sum[band] += smooth[band][at];
            _squares[band] += smooth[band][at] * smooth[band][at];
        }

        _count++;
    }

    public static double[] Difference(Colours a, Colours b) => [.. Enumerable.Range(0, 3).Select(k => (a._sum[k] / a._count) - (b._sum[k] / b._count))];

    public static double Distance(Colours a, Colours b) => Math.Sqrt(Difference(a, b).Sum(d => d * d));
}
