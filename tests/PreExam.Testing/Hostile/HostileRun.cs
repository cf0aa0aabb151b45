using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using PreExam.Imaging;
using PreExam.Server.Pages.Decoding;
using PreExam.Specimens.Hostile;

namespace PreExam.Testing.Hostile;

/// <summary>What became of hostile files.</summary>
/// <param name="Files">How many there were.</param>
/// <param name="Pages">How many became pages, damage and all.</param>
/// <param name="Kills">Files over which a child was killed for its memory or time: they end as a quarantined page.</param>
/// <param name="Crashes">Files over which a child crashed or talked nonsense, or the pool itself threw.</param>
/// <param name="Hangs">Files that took longer than twenty seconds.</param>
/// <param name="CutToHalf">Honest files of which half or less was left.</param>
/// <param name="CutAccepted">Those of them that became a page all the same.</param>
/// <param name="Slowest">The file that took longest, and how long.</param>
/// <param name="PeakBytes">Largest resident memory of a child and what it had started.</param>
/// <param name="LeftBehind">Files and folders that were left where temporary files go.</param>
public sealed record HostileSummary(
    int Files, int Pages, IReadOnlyList<string> Kills, IReadOnlyList<string> Crashes, IReadOnlyList<string> Hangs, int CutToHalf, IReadOnlyList<string> CutAccepted,
    (string Name, TimeSpan Took) Slowest, long PeakBytes, IReadOnlyList<string> LeftBehind)
{
    /// <summary>The summary for people.</summary>
    public IEnumerable<string> Lines()
    {
        yield return FormattableString.Invariant(
            $"{Files} files: {Pages} pages, {CutToHalf} cut to half or less, peak {PeakBytes / 1e6:0} MB, slowest {Slowest.Took.TotalSeconds:0.0} s ({Slowest.Name})");
        foreach (var (what, names) in ((string, IReadOnlyList<string>)[])[("killed", Kills), ("CRASHED", Crashes), ("HUNG", Hangs), ("CUT AND ACCEPTED", CutAccepted), ("LEFT BEHIND", LeftBehind)])
        {
            foreach (var name in names) yield return $"  {what}: {name}";
        }
    }
}

/// <summary>Sends hostile files through real decoder children, several at once.</summary>
public static class HostileRun
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(20);

    private sealed record Outcome(HostileFile File, DecodeOutcome? Decoded, Exception? Fault, TimeSpan Took);

    /// <summary>Runs them all, as many at once as there are processors.</summary>
    public static async Task<HostileSummary> Run(IEnumerable<HostileFile> files, CancellationToken cancellation)
    {
        using var temporary = new TestFolder("hostile");
        // Memory to queue for there is plenty: a file's time is to be its own. What one child may take stays as it is.
        var options = new DecodingOptions { MemoryBudgetBytes = 256_000_000_000, TemporaryFolder = temporary.Path };
        using var pool = new DecoderPool(options, () => DecoderCommand.For(options), NullLogger<DecoderPool>.Instance);
        var outcomes = new List<Outcome>();
        var width = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        await Parallel.ForEachAsync(files, width, async (file, stop) =>
        {
            var outcome = await Send(pool, file, stop);
            lock (outcomes) outcomes.Add(outcome);
        });

        pool.Dispose();
        return Summary(outcomes, pool.PeakBytes, [.. Directory.EnumerateFileSystemEntries(temporary.Path, "*", SearchOption.AllDirectories)]);
    }

    private static async Task<Outcome> Send(DecoderPool pool, HostileFile file, CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            // What the upload would not take is refused there and never decoded.
            if (ContentType.Sniff(file.Bytes.AsSpan(0, Math.Min(file.Bytes.Length, ContentType.BytesNeeded))).Kind is not { } kind)
                return new(file with { Bytes = [] }, new DecodeRefused(ImagingCodes.UnsupportedFormat), null, TimeSpan.Zero);

            using var source = new MemoryStream(file.Bytes, writable: false);
            var decoded = await pool.Decode(source, kind, stop);
            return new(file with { Bytes = [] }, decoded is Decoded ? new Decoded([]) : decoded, null, Stopwatch.GetElapsedTime(started));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return new(file with { Bytes = [] }, null, fault, Stopwatch.GetElapsedTime(started));
        }
    }

    private static HostileSummary Summary(List<Outcome> outcomes, long peakBytes, string[] leftBehind)
    {
        var slowest = outcomes.MaxBy(o => o.Took);
        return new(
            outcomes.Count,
            outcomes.Count(o => o.Decoded is Decoded),
            Names(outcomes, o => o.Decoded is ChildDied { Reason: ChildDeath.Memory or ChildDeath.Time }),
            Names(outcomes, o => o.Fault is not null || o.Decoded is ChildDied { Reason: not (ChildDeath.Memory or ChildDeath.Time) }),
            Names(outcomes, o => o.Took > Hang),
            outcomes.Count(o => o.File.IsCutToHalf),
            Names(outcomes, o => o.File.IsCutToHalf && o.Decoded is Decoded),
            (slowest?.File.Name ?? "", slowest?.Took ?? TimeSpan.Zero),
            peakBytes,
            leftBehind);
    }

    private static IReadOnlyList<string> Names(List<Outcome> outcomes, Func<Outcome, bool> which) =>
        [.. outcomes.Where(which).Select(o => o.Fault is { } fault ? $"{o.File.Name} ({fault.GetType().Name})" : o.Decoded is ChildDied died ? $"{o.File.Name} ({died.Reason})" : o.File.Name)];
}
