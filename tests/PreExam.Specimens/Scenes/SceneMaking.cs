namespace PreExam.Specimens.Scenes;

/// <summary>Invents scenes: a seed and a severity in, the same scene each time.</summary>
public static class SceneMaking
{
    /// <summary>Seeds from here on are for evaluation; those below are for calibration. Figures come from the first, thresholds from the second.</summary>
    public const int FirstEvaluationSeed = 1_000_000;

    /// <param name="seed">Decides everything that the other arguments leave open.</param>
    /// <param name="severity">How hard it is.</param>
    /// <param name="layout">What is in the picture.</param>
    /// <param name="longSide">Of the picture, in pixels: 1600 is quick, 4000 a phone's 12 megapixels.</param>
    public static Scene Make(int seed, Severity severity, Layout layout = Layout.One, int longSide = 1600)
    {
        var random = new Random((seed * 4) + (int)severity);
        double Between(double easy, double medium, double hard, double least = 0) =>
            least + (random.NextDouble() * (severity switch { Severity.Easy => easy, Severity.Medium => medium, _ => hard } - least));
        double Signed(double easy, double medium, double hard) => Between(easy, medium, hard) * (random.Next(2) == 0 ? 1 : -1);
        bool Chance(double easy, double medium, double hard) => random.NextDouble() < (severity switch { Severity.Easy => easy, Severity.Medium => medium, _ => hard });

        var kind = PaperKinds.All[random.Next(PaperKinds.All.Count)];
        var (paperWidth, paperHeight, _) = PaperKinds.SizeOf(kind);
        var along = random.NextDouble() < 0.75 == paperWidth > paperHeight; // people hold the phone along the paper, mostly
        var (width, height) = along ? (longSide, longSide * 3 / 4) : (longSide * 3 / 4, longSide);
        var dots = (int)Math.Clamp(25.4 * longSide / Math.Max(paperWidth, paperHeight) * 1.0, 60, 600);
        var offCentre = severity == Severity.Easy ? 0.15 : 0.4;
        List<Placed> papers =
        [
            new(PaperKinds.Draw(kind, random, dots), (random.NextDouble() - 0.5) * offCentre * paperWidth, (random.NextDouble() - 0.5) * offCentre * paperHeight, 0),
        ];
        if (layout == Layout.Two) papers = Beside(papers[0], kind, random, dots);

        double pitch = Signed(0.10, 0.26, 0.55), yaw = Signed(0.08, 0.2, 0.4), roll = Signed(0.06, 0.25, 0.7), bulge = Signed(0.008, 0.015, 0.03);
        var fill = layout switch
        {
            Layout.CutOff => 1.15 + (random.NextDouble() * 0.25),
            _ => severity switch { Severity.Easy => 0.7, Severity.Medium => 0.55, _ => 0.4 } + (random.NextDouble() * (0.95 - severity switch { Severity.Easy => 0.7, Severity.Medium => 0.55, _ => 0.4 })),
        };
        var scene = new Scene
        {
            Seed = seed, Severity = severity, Layout = layout, Width = width, Height = height, Papers = papers,
            Ground = severity == Severity.Easy ? (Ground)random.Next(5) : (Ground)random.Next(7),
            Camera = Framed(papers, width, height, fill, pitch, yaw, roll, bulge, random),
            Light = 0.98 - Between(0.12, 0.22, 0.35),
            Falloff = Between(0.15, 0.35, 0.6),
            FalloffTowards = random.NextDouble() * Math.PI * 2,
            Lamp = Chance(0.2, 0.4, 0.6) ? [1, 1 - Between(0.04, 0.08, 0.12), 1 - Between(0.12, 0.3, 0.45)] : [1, 1, 0.97],
            Crumple = Between(0.15, 0.5, 1.1),
            EdgeShadow = Between(0.45, 0.4, 0.3, least: 0.08),
            EdgeShadowWidth = 0.5 + (random.NextDouble() * 2),
            EdgeShadowTowards = random.NextDouble() * Math.PI * 2,
            Moire = Chance(0, 0, 0.06) ? 0.05 : 0,
            Defocus = 0.5 + (Between(0.3, 0.9, 2.2) * longSide / 1600),
            Motion = Chance(0, 0.15, 0.3) ? Between(1, 3, 7) * longSide / 1600 : 0,
            MotionTowards = random.NextDouble() * Math.PI,
            Noise = Between(2, 5, 10, least: 0.8),
            Sharpening = random.NextDouble(),
            Quality = 92 - (int)Between(8, 20, 34),
            Orientation = (int[])[1, 1, 6, 8, 3] is var turns ? turns[random.Next(5)] : 1,
        };
        var main = papers[0];
        return scene with
        {
            Finger = Chance(0.03, 0.2, 0.4) ? Holding(main, random) : null,
            Shadow = Chance(0.1, 0.35, 0.6)
                ? new((random.NextDouble() - 0.5) * paperWidth * 1.4, (random.NextDouble() - 0.5) * paperHeight * 1.4, paperWidth * 0.6, paperWidth * 0.3, random.NextDouble() * 3, Between(0.9, 0.6, 0.25, 0.2), Between(0.25, 0.4, 0.6, 0.15))
                : null,
            Glare = Chance(0, 0.1, 0.25)
                ? new((random.NextDouble() - 0.5) * paperWidth, (random.NextDouble() - 0.5) * paperHeight, paperWidth * 0.12, paperWidth * 0.08, random.NextDouble() * 3, 0.9, 0.9)
                : null,
        };
    }

    private static List<Placed> Beside(Placed first, string kind, Random random, int dots)
    {
        var second = PaperKinds.Draw(kind, random, dots);
        var gap = Math.Max(4, first.Paper.Width * (0.04 + (random.NextDouble() * 0.12)));
        var upright = first.Paper.Width > first.Paper.Height;
        var apart = ((upright ? first.Paper.Height : first.Paper.Width) + gap) / 2;
        var turn = (random.NextDouble() - 0.5) * 0.06;
        return upright
            ? [first with { Y = -apart }, new(second, 0, apart, turn)]
            : [first with { X = -apart }, new(second, apart, 0, turn)];
    }

    private static Finger Holding(Placed held, Random random)
    {
        double halfWidth = held.Paper.Width / 2, halfHeight = held.Paper.Height / 2, reach = Math.Min(halfWidth, halfHeight) * 0.25, along = (random.NextDouble() - 0.5) * 1.5;
        var radius = Math.Clamp(held.Paper.Width * 0.06, 5, 9);
        return random.Next(4) switch
        {
            0 => new(held.X - halfWidth - 400, held.Y + (along * halfHeight) + 150, held.X - halfWidth + (reach * random.NextDouble()), held.Y + (along * halfHeight), radius),
            1 => new(held.X + halfWidth + 400, held.Y + (along * halfHeight) + 150, held.X + halfWidth - (reach * random.NextDouble()), held.Y + (along * halfHeight), radius),
            2 => new(held.X + (along * halfWidth) + 80, held.Y + halfHeight + 400, held.X + (along * halfWidth), held.Y + halfHeight - (reach * random.NextDouble()), radius),
            _ => new(held.X + (along * halfWidth), held.Y + halfHeight + 400, held.X + (along * halfWidth), held.Y + halfHeight - (reach * random.NextDouble()), radius),
        };
    }

    /// <summary>The distance at which the papers fill the wished share of the picture, with every corner inside unless the share is over 1.</summary>
    private static Camera Framed(
        IReadOnlyList<Placed> papers, int width, int height, double fill, double pitch, double yaw, double roll, double bulge, Random random)
    {
        var focal = Math.Max(width, height) * (0.72 + (random.NextDouble() * 0.12));
        double near = 0.8 * papers.Max(p => Math.Max(p.Paper.Width, p.Paper.Height)), far = 20_000;
        for (var step = 0; step < 40; step++)
        {
            var distance = Math.Sqrt(near * far);
            var camera = new Camera(width, height, focal, pitch, yaw, roll, distance, bulge);
            if (Extent(camera) > fill) near = distance;
            else far = distance;
        }

        return new Camera(width, height, focal, pitch, yaw, roll, far, bulge);

        double Extent(Camera camera)
        {
            double most = 0;
            foreach (var placed in papers)
            {
                foreach (var (x, y) in (ReadOnlySpan<(double, double)>)[(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)])
                {
                    double u = x * placed.Paper.Width, v = y * placed.Paper.Height;
                    var at = camera.ToPicture(placed.X + (u * Math.Cos(placed.Turn)) - (v * Math.Sin(placed.Turn)), placed.Y + (u * Math.Sin(placed.Turn)) + (v * Math.Cos(placed.Turn)));
                    most = Math.Max(most, Math.Max(Math.Abs((at.X / width * 2) - 1), Math.Abs((at.Y / height * 2) - 1)));
                }
            }

            return most;
        }
    }
}
