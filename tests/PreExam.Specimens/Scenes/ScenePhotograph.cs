using NetVips;

namespace PreExam.Specimens.Scenes;

/// <summary>What is true of one paper in a picture. Places are in pixels of the picture as stored.</summary>
/// <param name="Kind">Code of the material.</param>
/// <param name="Width">In millimetres.</param>
/// <param name="Height">In millimetres.</param>
/// <param name="Corners">Upper left, upper right, lower right, lower left, as the paper is read.</param>
/// <param name="Written">Outlines of everything written, which may not be cut.</param>
/// <param name="Fields">What is written.</param>
public sealed record PaperTruth(
    string Kind, double Width, double Height, Place[] Corners, IReadOnlyList<Place> Written, IReadOnlyDictionary<string, string> Fields);

/// <summary>A photograph and the truth about it.</summary>
/// <param name="Jpeg">The file, as a phone stores it.</param>
/// <param name="Width">Width as stored, in pixels.</param>
/// <param name="Height">Height as stored, in pixels.</param>
/// <param name="Scene">What it was rendered from.</param>
/// <param name="Papers">The papers in it.</param>
public sealed record Taken(byte[] Jpeg, int Width, int Height, Scene Scene, IReadOnlyList<PaperTruth> Papers);

/// <summary>Renders scenes. The same scene gives the same bytes each time.</summary>
public static class ScenePhotograph
{
    public static Taken Take(Scene scene)
    {
        if (scene.Layout is Layout.Scan or Layout.SkewedScan) return SceneScan.Take(scene);

        Laid[] papers = [.. scene.Papers.Select((p, index) => new Laid(p, scene.Crumple, scene.Seed + (index * 100)))];
        var ground = new Grounds(scene.Ground, scene.Seed);
        var lighting = new Lighting(scene);
        var pixels = new byte[scene.Width * scene.Height * 3];
        Parallel.For(0, scene.Height, y => Row(scene, papers, ground, lighting, y, pixels.AsSpan(y * scene.Width * 3, scene.Width * 3)));

        var jpeg = Lens.Develop(pixels, scene);
        var truths = papers.Select(p => Truth(scene, p)).ToArray();
        return Lens.Stored(jpeg, scene, truths);
    }

    private static void Row(Scene scene, Laid[] papers, Grounds ground, Lighting lighting, int y, Span<byte> row)
    {
        Span<float> colour = stackalloc float[3];
        for (var x = 0; x < scene.Width; x++)
        {
            var at = scene.Camera.ToTable(x + 0.5, y + 0.5);
            var shade = Colour(scene, papers, ground, at, colour);
            lighting.Shine(colour, x, y, at.X, at.Y, shade, row.Slice(x * 3, 3));
        }
    }

    /// <summary>The colour of a place on the table; returned is the light that folds and the paper's own shadow leave.</summary>
    private static float Colour(Scene scene, Laid[] papers, Grounds ground, Place at, Span<float> colour)
    {
        if (scene.Finger is { } finger && Skin(finger, at, colour) is { } skin) return skin;

        double shiftX = Math.Cos(scene.EdgeShadowTowards) * scene.EdgeShadowWidth * 0.5, shiftY = Math.Sin(scene.EdgeShadowTowards) * scene.EdgeShadowWidth * 0.5;
        var light = 1f;
        foreach (var paper in papers)
        {
            var (u, v) = paper.OnPaper(at.X, at.Y);
            if (paper.Outside(u, v) <= 0)
            {
                paper.ColourAt(u, v, colour);
                return paper.Slope(u, v);
            }

            var (shadowU, shadowV) = paper.OnPaper(at.X - shiftX, at.Y - shiftY);
            var distance = Math.Max(0, paper.Outside(shadowU, shadowV));
            light *= 1 - (float)(scene.EdgeShadow * Math.Exp(-distance / scene.EdgeShadowWidth));
        }

        ground.At(at.X, at.Y, colour);
        return light;
    }

    private static float? Skin(Finger finger, Place at, Span<float> colour)
    {
        double dx = finger.ToX - finger.FromX, dy = finger.ToY - finger.FromY, length = Math.Sqrt((dx * dx) + (dy * dy));
        double along = Math.Clamp((((at.X - finger.FromX) * dx) + ((at.Y - finger.FromY) * dy)) / (length * length), 0, 1);
        double aside = Math.Sqrt(Math.Pow(at.X - finger.FromX - (along * dx), 2) + Math.Pow(at.Y - finger.FromY - (along * dy), 2)) / finger.Radius;
        if (aside > 1) return null;

        var fromTip = (1 - along) * length;
        var nail = fromTip < finger.Radius * 1.1 && aside < 0.6;
        (colour[0], colour[1], colour[2]) = nail ? (226, 184, 172) : (205, 158, 132);
        var grain = Hash.Rough(at.X * 0.6, at.Y * 0.6, 5) * 14;
        for (var band = 0; band < 3; band++) colour[band] += grain;
        return (float)(1 - (0.45 * aside * aside));
    }

    private static PaperTruth Truth(Scene scene, Laid laid)
    {
        Place At(double x, double y)
        {
            var (tableX, tableY) = laid.OnTable(x, y);
            return scene.Camera.ToPicture(tableX, tableY);
        }

        var paper = laid.Paper;
        return new PaperTruth(
            paper.Kind, paper.Width, paper.Height,
            [At(0, 0), At(paper.Width, 0), At(paper.Width, paper.Height), At(0, paper.Height)],
            [.. paper.Sheet.Written.SelectMany(box => (Place[])[At(box.Left, box.Top), At(box.Right, box.Top), At(box.Right, box.Bottom), At(box.Left, box.Bottom)])],
            paper.Fields);
    }
}
