using NetVips;
using PreExam.Specimens.Hostile;

namespace PreExam.Benchmarks.Imaging;

/// <summary>Pictures as large as phones take them: a photographed paper, enlarged, with a sensor's noise.</summary>
internal static class Photographs
{
    public static byte[] Jpeg(int width, int height, bool progressive = false)
    {
        using var specimen = Image.NewFromFile(Path.Combine(AppContext.BaseDirectory, "Specimens", "lease-1.jpg"));
        using var upright = specimen.Resize((double)height / specimen.Height, vscale: (double)height / specimen.Height).ThumbnailImage(width, height, Enums.Size.Force);
        using var noise = Image.Gaussnoise(width, height, sigma: 3, mean: 0, seed: 1);
        using var taken = (upright + noise).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        return taken.JpegsaveBuffer(q: 90, interlace: progressive);
    }

    /// <summary>4032 × 3024 in tiles of 512 × 512, as iPhones write it.</summary>
    public static byte[] Heic() =>
        new HeifFile(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "tile.heic"))).Grid(8, 6, (512, 512), (4032, 3024));
}
