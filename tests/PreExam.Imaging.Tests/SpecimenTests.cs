using System.Text.RegularExpressions;
using NetVips;
using PreExam.Specimens;
using PreExam.Specimens.Scenes;

namespace PreExam.Imaging.Tests;

/// <summary>The rendered photographs that everything else is held against: always the same, and true about themselves.</summary>
public sealed partial class SpecimenTests
{
    [Fact]
    public void The_same_seed_gives_the_same_photograph()
    {
        var (first, second) = (Take(7), Take(7));

        Assert.Equal(first.Jpeg, second.Jpeg);
        Assert.NotEqual(first.Jpeg, Take(8).Jpeg);

        static Taken Take(int seed) => ScenePhotograph.Take(SceneMaking.Make(seed, Severity.Hard, longSide: 400));
    }

    [Fact]
    public void There_is_a_specimen_of_every_kind_of_paper_that_the_catalogue_asks_for()
    {
        var catalogue = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Matters"), "*.yaml")
            .SelectMany(File.ReadLines).Select(line => MaterialKind().Match(line)).Where(m => m.Success).Select(m => m.Groups[1].Value).ToHashSet();

        Assert.NotEmpty(catalogue);
        Assert.Empty(catalogue.Except(PaperKinds.All));
    }

    /// <summary>Inside the corners that the truth tells is a white paper, outside a dark table: also in a picture stored lying on its side.</summary>
    [Fact]
    public void The_corners_are_where_the_paper_is()
    {
        var scene = SceneMaking.Make(3, Severity.Easy, longSide: 800) with { Ground = Ground.Dark, Crumple = 0, Orientation = 6, Finger = null, Shadow = null };
        var random = new Random(1);
        var taken = ScenePhotograph.Take(scene with { Papers = [new(PaperKinds.Draw("ARTICLES", random, 100), 0, 0, 0.1)], Camera = new Camera(800, 600, 600, 0.2, -0.1, 0.3, 420, 0.01), Width = 800, Height = 600 });

        using var picture = Image.NewFromBuffer(taken.Jpeg);
        Assert.Equal((taken.Width, taken.Height), (picture.Width, picture.Height));
        var corners = taken.Papers[0].Corners;
        Place middle = new(corners.Average(c => c.X), corners.Average(c => c.Y));
        foreach (var corner in corners)
        {
            Assert.True(LightAt(corner, towards: 0.06) > 100, $"inside {corner}");
            Assert.True(LightAt(corner, towards: -0.06) < 70, $"outside {corner}");
        }

        double LightAt(Place from, double towards) => picture[(int)(from.X + ((middle.X - from.X) * towards)), (int)(from.Y + ((middle.Y - from.Y) * towards))].Average();
    }

    [GeneratedRegex("^    kind: ([A-Z_]+)$")]
    private static partial Regex MaterialKind();
}
