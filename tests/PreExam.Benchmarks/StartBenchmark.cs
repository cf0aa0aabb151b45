using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PreExam.Benchmarks;

/// <summary>How long a server takes from its start until it is ready.</summary>
internal static class StartBenchmark
{
    public static async Task<int> Run()
    {
        var data = Directory.CreateTempSubdirectory("preexam-start-");
        try
        {
            await TimeToReady(data.FullName); // makes the data, so that the measured starts find it
            var times = new List<double>();
            for (var i = 0; i < 5; i++) times.Add(await TimeToReady(data.FullName));
            times.Sort();
            Console.WriteLine("start: process start to /health/ready, embedded defaults, existing data, five runs");
            Console.WriteLine($"  fastest {Seconds(times[0])} s, median {Seconds(times[2])} s, slowest {Seconds(times[^1])} s");
            Console.WriteLine($"figure start.ready {Seconds(times[2])} s");
            return 0;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static string Seconds(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static async Task<double> TimeToReady(string data)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var ready = new Uri($"http://127.0.0.1:{port}/health/ready");
        using var client = new HttpClient();
        var clock = Stopwatch.StartNew();
        using var server = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "PreExam.Server.dll"), "--urls", $"http://127.0.0.1:{port}", "--data", data])
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
                    if (answer.IsSuccessStatusCode) return clock.Elapsed.TotalSeconds;
                }
                catch (HttpRequestException) when (!server.HasExited && clock.Elapsed < TimeSpan.FromSeconds(60))
                {
                    // Not listening yet: ask again at once, the answer is what is measured.
                    await Task.Yield();
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
