using System.Diagnostics;
using System.Globalization;
using NetVips;
using PreExam.Imaging;
using PreExam.Specimens.Scenes;

namespace PreExam.Benchmarks;

/// <summary>Processor time of the full pipeline over that of decoding, shrinking and encoding alone: 12 megapixels, one thread, by turns.</summary>
internal static class PipelineCost
{
    private const int LongSide = 4000, Pictures = 3, Rounds = 5, WarmUp = 2;

    public static double Measure(int firstSeed)
    {
        byte[][] files = [.. Enumerable.Range(firstSeed, Pictures).Select(seed => ScenePhotograph.Take(SceneMaking.Make(seed, Severity.Easy, longSide: LongSide)).Jpeg)];
        var options = new DecoderOptions();
        List<double> bare = [], full = [];
        for (var round = 0; round < WarmUp + Rounds; round++)
        {
            foreach (var file in files)
            {
                var (alone, all) = (Spent(() => Bare(file, options)), Spent(() => PageDecoder.Decode(file, FileKind.Jpeg, options)));
                if (round < WarmUp) continue;
                bare.Add(alone);
                full.Add(all);
            }
        }

        Console.WriteLine($"full, in order: {string.Join(" ", full.Select(f => f.ToString("0", CultureInfo.InvariantCulture)))} ms");
        bare.Sort();
        full.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"12 MP, medians: bare {bare[bare.Count / 2]:0} ms, full {full[full.Count / 2]:0} ms of processor time"));
        return full[full.Count / 2] / bare[bare.Count / 2];
    }

    private static void Bare(byte[] file, DecoderOptions options)
    {
        using var page = Image.ThumbnailBuffer(file, options.PageLongSide, "fail_on=truncated", options.PageLongSide, Enums.Size.Down);
        _ = page.JpegsaveBuffer(q: options.PageQuality, optimizeCoding: true, keep: Enums.ForeignKeep.None);
    }

    /// <summary>Processor time and not time on the clock: other work on the machine must not count.</summary>
    private static double Spent(Action work)
    {
        using var self = Process.GetCurrentProcess();
        var before = self.TotalProcessorTime;
        work();
        self.Refresh();
        return (self.TotalProcessorTime - before).TotalMilliseconds;
    }
}
