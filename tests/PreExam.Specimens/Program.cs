using System.Globalization;
using System.Text.Json;
using PreExam.Specimens;
using PreExam.Specimens.Scenes;

switch (args)
{
    case ["render", var folder]:
        SpecimenSet.Render(folder);
        return 0;
    case ["photograph", var folder, var first, var count, ..]:
        Directory.CreateDirectory(folder);
        var longSide = args.Length > 4 ? int.Parse(args[4], CultureInfo.InvariantCulture) : 1600;
        Layout[] layouts = args.Length > 5 ? [Enum.Parse<Layout>(args[5])] : [Layout.One];
        for (var seed = int.Parse(first, CultureInfo.InvariantCulture); seed < int.Parse(first, CultureInfo.InvariantCulture) + int.Parse(count, CultureInfo.InvariantCulture); seed++)
        {
            foreach (var severity in Enum.GetValues<Severity>())
            {
                foreach (var layout in layouts)
                {
                    var taken = ScenePhotograph.Take(SceneMaking.Make(seed, severity, layout, longSide));
                    var name = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{layout}-{severity}-{seed}"));
                    File.WriteAllBytes(name + ".jpg", taken.Jpeg);
                    File.WriteAllText(name + ".json", JsonSerializer.Serialize(
                        new { taken.Width, taken.Height, Ground = $"{taken.Scene.Ground}", taken.Scene.Defects, taken.Scene.Orientation, taken.Papers }));
                }
            }
        }

        return 0;
    default:
        Console.Error.WriteLine("""
            Usage (needs Debian's fonts-noto-cjk):
              PreExam.Specimens -- render FOLDER                                              the demo's set
              PreExam.Specimens -- photograph FOLDER FIRST-SEED COUNT [LONG-SIDE [LAYOUT]]    photographs with their truth; seeds from 1000000 are for evaluation
            """);
        return 2;
}
