using System.Diagnostics;
using PreExam.Imaging;
using PreExam.Imaging.Hosting;

namespace PreExam.Server.Pages.Decoding;

/// <summary>A file on its way to a child.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Head">Its first bytes, which were read to judge what it needs.</param>
/// <param name="Rest">What comes behind them.</param>
/// <param name="Bytes">How long it is, or 0.</param>
/// <param name="MostPages">Pages that are taken of it.</param>
internal sealed record FileToDecode(FileKind Kind, ReadOnlyMemory<byte> Head, Stream Rest, long Bytes, int MostPages);

/// <summary>One decoder child and the watch over it. Serves one file at a time; whatever goes wrong, the child does not outlive it.</summary>
internal sealed class DecoderProcess : IDisposable
{
    private static readonly TimeSpan ExitPatience = TimeSpan.FromSeconds(2); // from the end of its pipe to the end of a process

    private readonly Process _process;
    private readonly DecodingOptions _options;
    private readonly DirectoryInfo _temporaryFiles;
    private long _lastSign;
    private ChildDeath? _killedFor;

    private DecoderProcess(Process process, DecodingOptions options, DirectoryInfo temporaryFiles)
    {
        (_process, _options, _temporaryFiles) = (process, options, temporaryFiles);
        _process.ErrorDataReceived += static (_, _) => { }; // read, so that the pipe never fills; never kept
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public int Served { get; private set; }

    public long PeakBytes { get; private set; }

    public bool IsUsable => _killedFor is null && !_process.HasExited && Served < _options.FilesPerChild;

    /// <summary>Starts a child with a folder of its own for temporary files, which goes with it whatever it leaves there.</summary>
    public static DecoderProcess Start(ProcessStartInfo command, DecodingOptions options)
    {
        var folder = Directory.CreateDirectory(Path.Combine(options.TemporaryFolder, DecoderHost.TemporaryFolderPrefix + Guid.NewGuid().ToString("N")));
        command.Environment["TMPDIR"] = folder.FullName;
        try
        {
            return new(Process.Start(command) ?? throw new InvalidOperationException("No process was started."), options, folder);
        }
        catch
        {
            Remove(folder);
            throw;
        }
    }

    public async Task<DecodeOutcome> Decode(FileToDecode file, CancellationToken cancellation)
    {
        Served++;
        PeakBytes = 0;
        _lastSign = Stopwatch.GetTimestamp();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watch = Watch(file.Kind == FileKind.Pdf, done.Token);
        try
        {
            var request = new DecoderProtocol.Request(file.Kind, _options.Decoder, file.MostPages, file.Bytes);
            await DecoderProtocol.SendRequest(_process.StandardInput.BaseStream, request, file.Head, file.Rest, cancellation);
            Volatile.Write(ref _lastSign, Stopwatch.GetTimestamp()); // a slow source is not the child's fault
            return await DecoderProtocol.ReadAnswer(
                _process.StandardOutput.BaseStream, () => Volatile.Write(ref _lastSign, Stopwatch.GetTimestamp()), cancellation);
        }
        catch (Exception nonsense) when (nonsense is InvalidDataException or System.Text.Json.JsonException)
        {
            Kill(ChildDeath.Nonsense);
            return new ChildDied(_killedFor!.Value);
        }
        catch (IOException) when (_killedFor is not null || _process.WaitForExit(ExitPatience))
        {
            Kill(ChildDeath.Crash);
            return new ChildDied(_killedFor!.Value);
        }
        catch
        {
            Kill(ChildDeath.Crash); // cancelled, or the source failed: the child was left with half a file and can't be talked to
            throw;
        }
        finally
        {
            await done.CancelAsync();
            await watch;
        }
    }

    public void Dispose()
    {
        Kill(ChildDeath.Crash);
        _process.WaitForExit(ExitPatience); // what it has open is gone only when it is
        _process.Dispose();
        Remove(_temporaryFiles);
    }

    private async Task Watch(bool startsPrograms, CancellationToken done)
    {
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(_options.MemoryCheckMilliseconds));
        try
        {
            do
            {
                PeakBytes = Math.Max(PeakBytes, ProcessMemory.Resident(Id, startsPrograms));
                if (PeakBytes > _options.MaxMemoryBytes) Kill(ChildDeath.Memory);
                else if (Stopwatch.GetElapsedTime(Volatile.Read(ref _lastSign)).TotalSeconds > _options.PictureSeconds) Kill(ChildDeath.Time);
                else if (Stopwatch.GetElapsedTime(started).TotalSeconds > _options.DocumentSeconds) Kill(ChildDeath.Time);
            }
            while (_killedFor is null && await timer.WaitForNextTickAsync(done));
        }
        catch (OperationCanceledException)
        {
            // The file is done.
        }
    }

    private void Kill(ChildDeath reason)
    {
        _killedFor ??= reason;
        if (!_process.HasExited) _process.Kill(entireProcessTree: true); // a PDF's drawing program goes with it
    }

    private static void Remove(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // The child removes it too when it ends by itself.
        }
    }
}
