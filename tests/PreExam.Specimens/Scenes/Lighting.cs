namespace PreExam.Specimens.Scenes;

/// <summary>How bright each place is, and in which colour. Works in linear light, as light adds up.</summary>
internal sealed class Lighting(Scene scene)
{
    private const int Steps = 4096;
    private static readonly float[] ToLinear = [.. Enumerable.Range(0, 256).Select(level => Decode(level / 255f))];
    private static readonly byte[] FromLinear = [.. Enumerable.Range(0, Steps + 1).Select(step => (byte)Math.Round(Encode(step / (float)Steps) * 255))];

    /// <summary>Lights a colour of the table or the paper (0-255 in sRGB) and puts it into the picture.</summary>
    public void Shine(ReadOnlySpan<float> colour, double x, double y, double tableX, double tableY, float shade, Span<byte> pixel)
    {
        double u = (x / scene.Width) - 0.5, v = (y / scene.Height) - 0.5;
        var along = (u * Math.Cos(scene.FalloffTowards)) + (v * Math.Sin(scene.FalloffTowards));
        var vignette = 1 - (0.25 * ((u * u) + (v * v)));
        var light = scene.Light * scene.Light * vignette * (1 - (scene.Falloff * (0.5 + along))) * shade;
        if (scene.Shadow is { } shadow) light *= 1 - (shadow.Strength * Inside(shadow, tableX, tableY));
        if (scene.Moire > 0) light *= 1 + (scene.Moire * Math.Sin((x * 0.9) + (Math.Sin(y * 0.011) * 6)) * Math.Sin((y * 0.86) + (x * 0.02)));
        var glare = scene.Glare is { } lamp ? lamp.Strength * 1.4 * Inside(lamp, tableX, tableY) : 0;
        for (var band = 0; band < 3; band++)
        {
            var level = (ToLinear[(int)Math.Clamp(colour[band], 0, 255)] * light * scene.Lamp[band]) + glare;
            pixel[band] = FromLinear[(int)(Math.Clamp(level, 0, 1) * Steps)];
        }
    }

    private static double Inside(Blot blot, double x, double y)
    {
        double dx = x - blot.X, dy = y - blot.Y;
        double u = ((dx * Math.Cos(blot.Turn)) + (dy * Math.Sin(blot.Turn))) / blot.AcrossRadius, v = ((dy * Math.Cos(blot.Turn)) - (dx * Math.Sin(blot.Turn))) / blot.DownRadius;
        var distance = Math.Sqrt((u * u) + (v * v));
        var t = Math.Clamp((1 + (blot.Softness / 2) - distance) / blot.Softness, 0, 1);
        return t * t * (3 - (2 * t));
    }

    private static float Decode(float level) => level <= 0.04045f ? level / 12.92f : MathF.Pow((level + 0.055f) / 1.055f, 2.4f);

    private static float Encode(float light) => light <= 0.0031308f ? light * 12.92f : (1.055f * MathF.Pow(light, 1 / 2.4f)) - 0.055f;
}
