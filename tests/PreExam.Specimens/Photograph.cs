using NetVips;

namespace PreExam.Specimens;

/// <summary>A place in a picture, in pixels.</summary>
public readonly record struct Place(double X, double Y);

/// <summary>How a paper is photographed. Every picture is the same each time: the noise comes from a fixed seed.</summary>
public sealed record Shot
{
    public int Width { get; init; } = 1600;
    public int Height { get; init; } = 1200;
    /// <summary>Upper left, upper right, lower right and lower left corner of the paper, as shares of the picture.</summary>
    public Place[] Corners { get; init; } = [new(0.09, 0.10), new(0.92, 0.08), new(0.93, 0.91), new(0.08, 0.92)];
    public Ink Table { get; init; } = new(112, 84, 60);
    /// <summary>Light on the paper: 1 leaves it as it is, 0.3 is a dim room.</summary>
    public double Light { get; init; } = 0.86;
    /// <summary>How much darker the far corner is, 0-1: a hand or a phone in the light.</summary>
    public double Shadow { get; init; } = 0.2;
    /// <summary>Radius of a lamp's reflection, as a share of the width; 0 is none.</summary>
    public double Glare { get; init; }
    /// <summary>Standard deviation of the blur, in pixels. 0.6 is a lens in focus.</summary>
    public double Blur { get; init; } = 0.6;
    /// <summary>Standard deviation of the sensor's noise, in grey levels.</summary>
    public double Noise { get; init; } = 1.5;
}

/// <summary>Photographs a flat paper lying on a table: perspective, uneven light, reflections, blur and noise.</summary>
public static class Photograph
{
    public static Image Take(Sheet paper, Shot shot)
    {
        var corners = CornersOf(shot);
        var toPaper = Homography.FromQuadrilateral(corners, paper.Width - 1, paper.Height - 1);
        var pixels = new double[3];
        var picture = new byte[shot.Width * shot.Height * 3];

        for (var y = 0; y < shot.Height; y++)
        {
            for (var x = 0; x < shot.Width; x++)
            {
                var (u, v) = toPaper.Map(x, y);
                if (!Sample(paper, u, v, pixels)) Wood(shot.Table, x, y, pixels);
                var light = shot.Light * (1 - (shot.Shadow * ShadowAt(x / (double)shot.Width, y / (double)shot.Height)));
                var glare = GlareAt(shot, x, y);
                for (var band = 0; band < 3; band++)
                    picture[(((y * shot.Width) + x) * 3) + band] = (byte)Math.Clamp((pixels[band] * light) + glare, 0, 255);
            }
        }

        using var sharp = Image.NewFromMemory<byte>(picture, shot.Width, shot.Height, 3, Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        using var blurred = sharp.Gaussblur(shot.Blur, precision: Enums.Precision.Float).Cast(Enums.BandFormat.Uchar);
        return Noisy(blurred.WriteToMemory<byte>(), shot);
    }

    /// <summary>Where the paper's corners are in the picture: part of its truth.</summary>
    public static Place[] CornersOf(Shot shot) => [.. shot.Corners.Select(c => new Place(c.X * shot.Width, c.Y * shot.Height))];

    private static Image Noisy(byte[] pixels, Shot shot)
    {
        var random = new Random(20260301);
        for (var at = 0; at < pixels.Length; at += 3)
        {
            // The sum of four evens is near enough to a bell; all three bands move together, as a camera's brightness noise does.
            var noise = (random.NextDouble() + random.NextDouble() + random.NextDouble() + random.NextDouble() - 2) * Math.Sqrt(3) * shot.Noise;
            for (var band = 0; band < 3; band++) pixels[at + band] = (byte)Math.Clamp(pixels[at + band] + noise, 0, 255);
        }

        return Image.NewFromMemoryCopy<byte>(pixels, shot.Width, shot.Height, 3, Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
    }

    private static bool Sample(Sheet paper, double u, double v, double[] pixel)
    {
        if (u < 0 || v < 0 || u >= paper.Width - 1 || v >= paper.Height - 1) return false;
        int left = (int)u, top = (int)v;
        double right = u - left, down = v - top;
        var all = paper.Pixels;
        var at = ((top * paper.Width) + left) * 3;
        for (var band = 0; band < 3; band++, at++)
        {
            var upper = all[at] + ((all[at + 3] - all[at]) * right);
            var lower = all[at + (paper.Width * 3)] + ((all[at + (paper.Width * 3) + 3] - all[at + (paper.Width * 3)]) * right);
            pixel[band] = upper + ((lower - upper) * down);
        }

        return true;
    }

    private static void Wood(Ink table, int x, int y, double[] pixel)
    {
        var grain = (Math.Sin((y * 0.055) + (4 * Math.Sin(x * 0.004))) * 9) + (Math.Sin((y * 0.31) + (x * 0.011)) * 4);
        (pixel[0], pixel[1], pixel[2]) = (table.R + grain, table.G + grain, table.B + (grain * 0.8));
    }

    private static double ShadowAt(double x, double y) => 1 / (1 + Math.Exp(-7 * ((0.8 * x) + (0.6 * y) - 0.85)));

    private static double GlareAt(Shot shot, int x, int y)
    {
        if (shot.Glare == 0) return 0;
        double across = (x - (shot.Width * 0.45)) / (shot.Glare * shot.Width), down = (y - (shot.Height * 0.55)) / (shot.Glare * shot.Width * 0.8);
        return 340 * Math.Exp(-((across * across) + (down * down)));
    }
}
