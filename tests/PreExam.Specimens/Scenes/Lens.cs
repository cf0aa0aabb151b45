using NetVips;

namespace PreExam.Specimens.Scenes;

/// <summary>From light to file: blur, noise, sharpening, JPEG, and the way the phone was held.</summary>
internal static class Lens
{
    public static Image Develop(byte[] pixels, Scene scene)
    {
        using var sharp = Image.NewFromMemory<byte>(pixels, scene.Width, scene.Height, 3, Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        using var focused = sharp.Gaussblur(scene.Defocus, precision: Enums.Precision.Integer);
        using var moved = scene.Motion > 0 ? focused.Conv(Streak(scene.Motion, scene.MotionTowards), precision: Enums.Precision.Integer) : focused.Copy();
        var levels = moved.WriteToMemory<byte>();
        Parallel.For(0, scene.Height, y => Grain(levels.AsSpan(y * scene.Width * 3, scene.Width * 3), y, scene));

        using var noisy = Image.NewFromMemoryCopy<byte>(levels, scene.Width, scene.Height, 3, Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        if (scene.Sharpening < 0.2) return noisy.Copy();
        using var soft = noisy.Gaussblur(1.2, precision: Enums.Precision.Integer);
        using var edges = noisy - soft;
        using var crisp = noisy + (edges * scene.Sharpening);
        return crisp.Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb).CopyMemory();
    }

    /// <summary>Turns the picture as the phone's sensor was turned and stores it; the truth turns with it.</summary>
    public static Taken Stored(Image upright, Scene scene, IReadOnlyList<PaperTruth> truths)
    {
        using (upright)
        {
            using var turned = scene.Orientation switch
            {
                6 => upright.Rot(Enums.Angle.D270),
                8 => upright.Rot(Enums.Angle.D90),
                3 => upright.Rot(Enums.Angle.D180),
                _ => upright.Copy(),
            };
            using var tagged = turned.Mutate(m =>
            {
                if (scene.Orientation != 1) m.Set(GValue.GIntType, "orientation", scene.Orientation);
            });
            var jpeg = tagged.JpegsaveBuffer(q: scene.Quality, optimizeCoding: true);
            Place Turn(Place p) => scene.Orientation switch
            {
                6 => new(p.Y, upright.Width - p.X),
                8 => new(upright.Height - p.Y, p.X),
                3 => new(upright.Width - p.X, upright.Height - p.Y),
                _ => p,
            };
            return new Taken(jpeg, turned.Width, turned.Height, scene,
                [.. truths.Select(t => t with { Corners = [.. t.Corners.Select(Turn)], Written = [.. t.Written.Select(Turn)] })]);
        }
    }

    private static void Grain(Span<byte> row, int y, Scene scene)
    {
        for (var at = 0; at < row.Length; at += 3)
        {
            var common = Bell(at, y, scene.Seed);
            for (var band = 0; band < 3; band++)
            {
                // Shot noise grows with the root of the light; colours move mostly together.
                var strength = scene.Noise * (0.5 + (0.5 * Math.Sqrt((255 - row[at + band]) / 255.0)));
                row[at + band] = (byte)Math.Clamp(row[at + band] + (((0.8 * common) + (0.6 * Bell(at + band, y, scene.Seed + 77))) * strength) + 0.5, 0, 255);
            }
        }
    }

    private static double Bell(int x, int y, int seed) => (Hash.At(x, y, seed) + Hash.At(x, y, seed + 1) + Hash.At(x, y, seed + 2) - 1.5) * 2;

    private static Image Streak(double length, double towards)
    {
        var half = (int)Math.Ceiling(length / 2);
        var size = (half * 2) + 1;
        var kernel = new double[size, size];
        for (var step = -20; step <= 20; step++)
        {
            double x = half + (Math.Cos(towards) * length / 2 * step / 20), y = half + (Math.Sin(towards) * length / 2 * step / 20);
            kernel[(int)Math.Round(y), (int)Math.Round(x)] += 1;
        }

        using var plain = Image.NewFromArray(kernel);
        return plain.Mutate(m => m.Set(GValue.GDoubleType, "scale", 41.0));
    }
}
