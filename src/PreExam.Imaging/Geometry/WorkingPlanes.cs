using System.Runtime.CompilerServices;

namespace PreExam.Imaging.Geometry;

/// <summary>
/// The small picture that papers are looked for on: brightness and two colour differences (BT.601), smoothed a little, so that
/// grain and JPEG blocks are no edges. A coloured card on a grey table of the same brightness has its edge in the colours.
/// </summary>
internal sealed class WorkingPlanes
{
    /// <summary>Phones store colour at half the resolution and denoise it: a difference in it means more than one in brightness.</summary>
    private const float ColourWeight = 1.3f;

    private WorkingPlanes(int width, int height, float[][] planes) => (Width, Height, Planes) = (width, height, planes);

    public int Width { get; }

    public int Height { get; }

    /// <summary>Brightness, blue difference, red difference; in levels of 0-255.</summary>
    public float[][] Planes { get; }

    /// <param name="rgb">Three bytes a pixel.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static WorkingPlanes Of(ReadOnlySpan<byte> rgb, int width, int height)
    {
        var count = width * height;
        float[] light = new float[count], blue = new float[count], red = new float[count];
        for (int at = 0, from = 0; at < count; at++, from += 3)
        {
            float r = rgb[from], g = rgb[from + 1], b = rgb[from + 2], y = (0.299f * r) + (0.587f * g) + (0.114f * b);
            (light[at], blue[at], red[at]) = (y, (b - y) * 0.564f * ColourWeight, (r - y) * 0.713f * ColourWeight);
        }

        var scratch = new float[count];
        Smoothing.Binomial(light, scratch, width, height, times: 1);
        Smoothing.Binomial(blue, scratch, width, height, times: 2);
        Smoothing.Binomial(red, scratch, width, height, times: 2);
        return new WorkingPlanes(width, height, [light, blue, red]);
    }
}
