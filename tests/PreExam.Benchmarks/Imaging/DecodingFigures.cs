using System.Diagnostics;
using System.Globalization;
using NetVips;
using PreExam.Imaging;

namespace PreExam.Benchmarks.Imaging;

/// <summary>
/// What decoding costs: <c>imaging.vs-sharp</c>, <c>imaging.growth</c>, <c>imaging.heic-ratio</c>. What is compared runs in turn, one
/// thread, so that the machine's other work falls on all alike; of each the fastest quarter counts.
/// </summary>
internal static class DecodingFigures
{
    private const int Side = 2480, Quality = 82, Rounds = 41, RoundsOfWhole = 9;

    public static void Measure()
    {
        var (small, large, heic) = (Photographs.Jpeg(4000, 3000), Photographs.Jpeg(8000, 6000), Photographs.Heic());
        PageDecoder.Decode(small, FileKind.Jpeg, new DecoderOptions()); // sets libvips up as the decoder child has it
        VersusSharp(small);

        double[][] whole = InTurn(RoundsOfWhole, () => Whole(small, FileKind.Jpeg), () => Whole(large, FileKind.Jpeg), () => Whole(heic, FileKind.Heic));
        var (jpeg12, jpeg48, heic12) = (Fast(whole[0]), Fast(whole[1]), Fast(whole[2]));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  whole pipeline: 12 MP {jpeg12:0} ms, 48 MP {jpeg48:0} ms, HEIC 12 MP {heic12:0} ms"));
        Figure.Write("imaging.growth", jpeg48 / 48 / (jpeg12 / 12), "ratio", "cost per megapixel, 48 MP over 12 MP; must be <= 1.1");
        Figure.Write("imaging.heic-ratio", heic12 / jpeg12, "ratio", "12 MP HEIC over 12 MP JPEG, whole pipeline");
    }

    private static void VersusSharp(byte[] photograph)
    {
        var folder = Directory.CreateTempSubdirectory("preexam-sharp-");
        try
        {
            var (input, ours, theirs) = (Path.Combine(folder.FullName, "in.jpg"), Path.Combine(folder.FullName, "ours.jpg"), Path.Combine(folder.FullName, "theirs.jpg"));
            File.WriteAllBytes(input, photograph);
            using var sharp = SharpProcess.Start();
            double[][] both = InTurn(Rounds, () => Bare(input, ours), () => sharp.Shrink(input, theirs, Side, Quality));
            var (we, they) = (Fast(both[0]), Fast(both[1]));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  bare path {we:0.0} ms ({new FileInfo(ours).Length} bytes), sharp {they:0.0} ms ({new FileInfo(theirs).Length} bytes)"));
            Figure.Write("imaging.vs-sharp", they / we, "ratio", "12 MP JPEG to 2480 px, rate over sharp's; must be >= 0.95");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The decoder's own way without measures: shrunk while it is read, nothing half accepted, coding optimised.</summary>
    private static double Bare(string input, string output)
    {
        var begun = Stopwatch.GetTimestamp();
        using var shrunk = Image.ThumbnailBuffer(File.ReadAllBytes(input), Side, "fail_on=truncated", Side, Enums.Size.Down);
        File.WriteAllBytes(output, shrunk.JpegsaveBuffer(q: Quality, optimizeCoding: true, keep: Enums.ForeignKeep.None));
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static double Whole(byte[] file, FileKind kind)
    {
        var begun = Stopwatch.GetTimestamp();
        if (PageDecoder.Decode(file, kind, new DecoderOptions()) is not Decoded) throw new InvalidOperationException("The photograph is no page.");
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static double[][] InTurn(int rounds, params Func<double>[] works)
    {
        foreach (var work in works) work(); // warm
        var times = works.Select(_ => new double[rounds]).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var which = 0; which < works.Length; which++) times[which][round] = works[which]();
        }

        return times;
    }

    private static double Fast(double[] times) => times.Order().Take(Math.Max(1, times.Length / 4)).Average();
}
