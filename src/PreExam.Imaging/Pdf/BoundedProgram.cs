using System.Diagnostics;

namespace PreExam.Imaging.Pdf;

/// <summary>How a bounded program ended. <paramref name="ExitCode"/> of 128 and more is a signal; null: killed for its time.</summary>
internal readonly record struct ProgramEnd(int? ExitCode, byte[] Output, string Errors)
{
    public bool OutOfBounds => ExitCode is null or >= 128 || Errors.Contains("memory", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Runs a program under <c>prlimit</c>, with a file on its standard input and a bound on everything that it may use.</summary>
internal static class BoundedProgram
{
    private const int ErrorCharacters = 2000;

    public static ProgramEnd Run(string program, IEnumerable<string> arguments, byte[] input, int mostOutput, PdfOptions bounds)
    {
        string[] limited = [$"--as={bounds.MemoryBytes}", $"--cpu={bounds.CpuSeconds}", "--core=0", program, .. arguments];
        using var process = Process.Start(new ProcessStartInfo("prlimit", limited)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(bounds.WallSeconds));

        try
        {
            var errors = ReadErrors(process);
            var fed = Feed(process, input, patience.Token);
            var output = ReadOutput(process, mostOutput, patience.Token).GetAwaiter().GetResult();
            process.WaitForExitAsync(patience.Token).GetAwaiter().GetResult();
            fed.GetAwaiter().GetResult();
            return new ProgramEnd(process.ExitCode, output, errors.GetAwaiter().GetResult());
        }
        catch (OperationCanceledException)
        {
            return new ProgramEnd(null, [], "");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static async Task Feed(Process process, byte[] input, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellation).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has read all it wanted; its exit code tells.
        }
    }

    private static async Task<byte[]> ReadOutput(Process process, int most, CancellationToken cancellation)
    {
        using var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await process.StandardOutput.BaseStream.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0)
        {
            if (all.Length + read > most) throw new OperationCanceledException("More output than any page has.");
            all.Write(buffer, 0, read);
        }

        return all.ToArray();
    }

    private static async Task<string> ReadErrors(Process process)
    {
        var first = new char[ErrorCharacters];
        var length = await process.StandardError.ReadBlockAsync(first).ConfigureAwait(false);
        var rest = new char[ErrorCharacters];
        while (await process.StandardError.ReadAsync(rest).ConfigureAwait(false) > 0) { } // a full pipe would stop the program
        return new string(first, 0, length);
    }
}
