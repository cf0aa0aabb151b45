namespace PreExam.Specimens.Scenes;

/// <summary>Randomness by place instead of by order: rows may be rendered at once and every picture is still the same each time.</summary>
internal static class Hash
{
    /// <summary>0 to 1, by two whole numbers and a seed.</summary>
    public static float At(int x, int y, int seed)
    {
        var h = unchecked((uint)((x * 374761393) + (y * 668265263) + (seed * 1274126177)));
        h = unchecked((h ^ (h >> 13)) * 1274126177);
        h = unchecked((h ^ (h >> 16)) * 2246822519);
        return ((h ^ (h >> 15)) & 0xFFFFFF) / (float)0x1000000;
    }

    /// <summary>Smooth noise, 0 to 1, with one bump per unit.</summary>
    public static float Smooth(double x, double y, int seed)
    {
        int left = (int)Math.Floor(x), top = (int)Math.Floor(y);
        float u = (float)(x - left), v = (float)(y - top);
        (u, v) = (u * u * (3 - (2 * u)), v * v * (3 - (2 * v)));
        float upper = At(left, top, seed) + ((At(left + 1, top, seed) - At(left, top, seed)) * u);
        float lower = At(left, top + 1, seed) + ((At(left + 1, top + 1, seed) - At(left, top + 1, seed)) * u);
        return upper + ((lower - upper) * v);
    }

    /// <summary>Three octaves of smooth noise around 0, within about ±0.5.</summary>
    public static float Rough(double x, double y, int seed) =>
        ((Smooth(x, y, seed) - 0.5f) * 0.57f) + ((Smooth(x * 2.1, y * 2.1, seed + 1) - 0.5f) * 0.29f) + ((Smooth(x * 4.3, y * 4.3, seed + 2) - 0.5f) * 0.14f);
}
