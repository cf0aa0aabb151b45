using System.Diagnostics;
using System.Globalization;
using PreExam.Imaging;
using PreExam.Imaging.Hosting;

namespace PreExam.Server.Pages.Decoding;

/// <summary>One decoder child and the watch over it. Serves one file at a time; whatever goes wrong, the child does not outlive it.</summary>
internal sealed class DecoderProcess : IDisposable
{
    private static readonly TimeSpan ExitPatience = TimeSpan.FromSeconds(2); // from the end of its pipe to the end of a process

    private readonly Process _process;
    private readonly DecodingOptions _options;
    private ChildDeath? _killedFor;

    private DecoderProcess(Process process, DecodingOptions options)
    {
        (_process, _options) = (process, options);
        _process.ErrorDataReceived += static (_, _) => { }; // read, so that the pipe never fills; never kept
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public int Served { get; private set; }

    public long PeakBytes { get; private set; }

    public bool IsUsable => _killedFor is null && !_process.HasExited && Served < _options.FilesPerChild;

    public static DecoderProcess Start(ProcessStartInfo command, DecodingOptions options) =>
        new(Process.Start(command) ?? throw new InvalidOperationException("No process was started."), options);

    public async Task<DecodeOutcome> Decode(Stream source, FileKind kind, CancellationToken cancellation)
    {
        Served++;
        PeakBytes = 0;
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watch = Watch(TimeSpan.FromSeconds(kind is FileKind.Pdf or FileKind.Tiff ? _options.DocumentSeconds : _options.PictureSeconds), done.Token);
        try
        {
            await DecoderProtocol.SendRequest(_process.StandardInput.BaseStream, new(kind, _options.Decoder), source, cancellation);
            return await DecoderProtocol.ReadAnswer(_process.StandardOutput.BaseStream, cancellation);
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
        _process.Dispose();
    }

    private async Task Watch(TimeSpan patience, CancellationToken done)
    {
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(_options.MemoryCheckMilliseconds));
        try
        {
            do
            {
                PeakBytes = Math.Max(PeakBytes, ResidentBytes());
                if (PeakBytes > _options.MaxMemoryBytes) Kill(ChildDeath.Memory);
                else if (Stopwatch.GetElapsedTime(started) > patience) Kill(ChildDeath.Time);
            }
            while (_killedFor is null && await timer.WaitForNextTickAsync(done));
        }
        catch (OperationCanceledException)
        {
            // The file is done.
        }
    }

    private long ResidentBytes()
    {
        try
        {
            var fields = File.ReadAllText($"/proc/{Id}/statm").Split(' ');
            return long.Parse(fields[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
        }
        catch (IOException)
        {
            return 0; // it has ended; the pipe tells the rest
        }
    }

    private void Kill(ChildDeath reason)
    {
        _killedFor ??= reason;
        if (!_process.HasExited) _process.Kill(entireProcessTree: true); // a PDF's drawing program goes with it
    }
}
