namespace PreExam.Imaging;

/// <summary>
/// What was measured on a picture. Everything but the size is measured on a grey working image of at most 1280 pixels on the
/// long side, so that the numbers mean the same for every camera.
/// </summary>
/// <param name="Width">Width of the original, upright, in pixels.</param>
/// <param name="Height">Height of the original, upright, in pixels.</param>
/// <param name="Sharpness">
/// Variance of the 4-neighbour Laplacian in grey levels squared, after the contrast was stretched (at most fourfold): the mean
/// of the sharpest tenth of 64-pixel tiles, so that empty paper and plain background do not count.
/// </param>
/// <param name="Contrast">Distance between the 1st and the 99th percentile, in grey levels, before stretching.</param>
/// <param name="MeanLight">Mean grey level, 0-255.</param>
/// <param name="PaperLight">Median grey level of the brighter of two classes (Otsu): the paper rather than table or print.</param>
/// <param name="OverExposedShare">Share of pixels at 250 or above, 0-1. White paper in scans counts as well.</param>
/// <param name="DarkShare">Share of pixels below 40, 0-1.</param>
public sealed record PageMeasures(
    int Width, int Height, double Sharpness, double Contrast, double MeanLight, double PaperLight, double OverExposedShare, double DarkShare)
{
    /// <summary>The shorter side of the original, in pixels.</summary>
    public int ShortSide => Math.Min(Width, Height);
}
