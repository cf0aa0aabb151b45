using Microsoft.Extensions.Logging.Abstractions;
using PreExam.Imaging;
using PreExam.Server.Pages.Decoding;

namespace PreExam.Benchmarks.Imaging;

/// <summary>
/// What decoding takes: <c>imaging.peak-rss-48mp</c>, <c>imaging.peak-rss-8</c>. Resident memory of this process and all that it
/// started, looked at every few milliseconds, over what this process took before; pages that processes share count for each of them.
/// </summary>
internal static class MemoryFigures
{
    public static async Task Measure()
    {
        var (ordinary, baseline, progressive) = (Photographs.Jpeg(4000, 3000), Photographs.Jpeg(8000, 6000), Photographs.Jpeg(8000, 6000, progressive: true));
        await Peak(ordinary, 1); // idle is a server that has decoded before, with no child left
        Figure.Write("imaging.peak-rss-48mp", await Peak(baseline, 1), "MB", "one 48 MP baseline JPEG; must be <= 180");
        Figure.Write("imaging.peak-rss-48mp-progressive", await Peak(progressive, 1), "MB");
        Figure.Write("imaging.peak-rss-8", await Peak(ordinary, 8), "MB", "eight 12 MP at once; must be <= 600");
    }

    private static async Task<double> Peak(byte[] photograph, int atOnce)
    {
        var options = new DecodingOptions();
        using var pool = new DecoderPool(options, () => DecoderCommand.For(options), NullLogger<DecoderPool>.Instance);
        GC.Collect();
        var before = ProcessMemory.Resident(Environment.ProcessId, withChildren: true);
        using var done = new CancellationTokenSource();
        var watch = Task.Factory.StartNew(() => Watch(done.Token), done.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => pool.Decode(new MemoryStream(photograph, writable: false), FileKind.Jpeg, CancellationToken.None)));
        await done.CancelAsync();
        if (outcomes.Any(o => o is not Decoded)) throw new InvalidOperationException("A photograph is no page.");
        return (await watch - before) / 1e6;
    }

    private static long Watch(CancellationToken done)
    {
        long most = 0;
        do most = Math.Max(most, ProcessMemory.Resident(Environment.ProcessId, withChildren: true));
        while (!done.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(5)));
        return most;
    }
}
