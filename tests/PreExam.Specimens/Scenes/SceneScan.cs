using NetVips;

namespace PreExam.Specimens.Scenes;

/// <summary>A flatbed scan: the paper is the picture. It may have lain askew on the glass.</summary>
internal static class SceneScan
{
    public static Taken Take(Scene scene)
    {
        var paper = scene.Papers[0].Paper;
        var random = new Random(scene.Seed);
        var degrees = scene.Layout == Layout.SkewedScan ? (random.NextDouble() - 0.5) * 12 : 0;
        double turn = degrees * Math.PI / 180, scale = Math.Max(scene.Width, scene.Height) / Math.Max(paper.Width, paper.Height);
        int width = (int)(paper.Width * scale), height = (int)(paper.Height * scale);

        using var sheet = paper.Sheet.ToImage();
        using var sized = sheet.ThumbnailImage(width, height, Enums.Size.Force);
        using var white = sized.Linear([1.06], [2.0], uchar: true);
        using var turned = degrees == 0 ? white.Copy() : white.Rotate(degrees, background: [255, 255, 255]);
        using var glass = turned.Crop((turned.Width - width) / 2, (turned.Height - height) / 2, width, height);
        var plain = scene with { Width = width, Height = height, Defocus = 0.5, Motion = 0, Noise = 1, Sharpening = 0, Orientation = 1 };

        Place At(double x, double y)
        {
            double u = (x - (paper.Width / 2)) * scale, v = (y - (paper.Height / 2)) * scale;
            return new((width / 2.0) + (u * Math.Cos(turn)) - (v * Math.Sin(turn)), (height / 2.0) + (u * Math.Sin(turn)) + (v * Math.Cos(turn)));
        }

        var truth = new PaperTruth(
            paper.Kind, paper.Width, paper.Height, [At(0, 0), At(paper.Width, 0), At(paper.Width, paper.Height), At(0, paper.Height)],
            [.. paper.Sheet.Written.SelectMany(box => (Place[])[At(box.Left, box.Top), At(box.Right, box.Top), At(box.Right, box.Bottom), At(box.Left, box.Bottom)])],
            paper.Fields);
        return Lens.Stored(Lens.Develop(glass.WriteToMemory<byte>(), plain), plain, [truth]);
    }
}
