using System.Globalization;
using PreExam.Specimens.Hostile;
using PreExam.Testing.Hostile;

namespace PreExam.Benchmarks.Imaging;

/// <summary><c>hostile [--count N] [--seed N]</c>: as many hostile files as wanted through the decoder children.</summary>
internal static class HostileBenchmark
{
    public static async Task<int> Run(string[] arguments)
    {
        int count = 2100, seed = 1;
        for (var at = 0; at + 1 < arguments.Length; at += 2)
        {
            if (!int.TryParse(arguments[at + 1], CultureInfo.InvariantCulture, out var value) || arguments[at] is not ("--count" or "--seed"))
            {
                await Console.Error.WriteLineAsync("hostile [--count N] [--seed N]");
                return 2;
            }

            if (arguments[at] == "--count") count = value;
            else seed = value;
        }

        var summary = await HostileRun.Run(HostileSet.Files(seed, count), CancellationToken.None);
        foreach (var line in summary.Lines()) Console.WriteLine(line);
        Figure.Write("imaging.crashes", summary.Crashes.Count, "files", "must be 0");
        Figure.Write("imaging.hangs", summary.Hangs.Count, "files", "longer than 20 s; must be 0");
        Figure.Write("imaging.truncated-accepted", summary.CutToHalf == 0 ? 0 : (double)summary.CutAccepted.Count / summary.CutToHalf, "share", "must be 0");
        return 0;
    }
}
