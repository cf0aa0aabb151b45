using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PreExam.Benchmarks;

/// <summary>How long a server takes from its start until it is ready.</summary>
internal static class StartBenchmark
{
    private const int Runs = 9;

    /// <param name="options">The folder of a published server; without one the build beside this program is started.</param>
    public static async Task<int> Run(string[] options)
    {
        var program = Path.Combine(options is [var published] ? published : AppContext.BaseDirectory, "PreExam.Server.dll");
        var data = Directory.CreateTempSubdirectory("preexam-start-");
        try
        {
            await TimeToReady(program, data.FullName); // makes the data, so that the measured starts find it
            var starts = new List<(double Ready, double Cpu)>();
            for (var i = 0; i < Runs; i++) starts.Add(await TimeToReady(program, data.FullName));
            Console.WriteLine($"start: process start to /health/ready, embedded defaults, existing data, {Runs} runs of {program}");
            Print("time", "start.ready", [.. starts.Select(s => s.Ready).Order()]);
            Print("processor time", "start.cpu", [.. starts.Select(s => s.Cpu).Order()]); // other programs' load moves it far less
            return 0;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static void Print(string what, string figure, double[] sorted)
    {
        Console.WriteLine($"  {what}: fastest {Seconds(sorted[0])} s, median {Seconds(sorted[Runs / 2])} s, slowest {Seconds(sorted[^1])} s");
        Console.WriteLine($"figure {figure} {Seconds(sorted[Runs / 2])} s");
    }

    private static string Seconds(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static async Task<(double Ready, double Cpu)> TimeToReady(string program, string data)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var ready = new Uri($"http://127.0.0.1:{port}/health/ready");
        using var client = new HttpClient();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var clock = Stopwatch.StartNew();
        using var server = Process.Start(new ProcessStartInfo(
            "dotnet", [program, "--urls", $"http://127.0.0.1:{port}", "--data", data])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        try
        {
            while (true)
            {
                try
                {
                    using var answer = await client.GetAsync(ready);
                    if (answer.IsSuccessStatusCode) return (clock.Elapsed.TotalSeconds, server.TotalProcessorTime.TotalSeconds);
                }
                catch (HttpRequestException) when (!server.HasExited && clock.Elapsed < TimeSpan.FromSeconds(60))
                {
                    // Not listening yet. Asking without a pause would take one of the processors away from what is measured.
                    await pause.WaitForNextTickAsync();
                }
            }
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
        }
    }
}
