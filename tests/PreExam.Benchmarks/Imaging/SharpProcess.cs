using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace PreExam.Benchmarks.Imaging;

/// <summary>The npm package sharp in a process of its own, one thread, for being compared with.</summary>
internal sealed class SharpProcess : IDisposable
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "sharp");

    private readonly Process _node;

    private SharpProcess(Process node) => _node = node;

    public static SharpProcess Start()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
        {
            using var install = Process.Start("npm", ["ci", "--prefix", Folder, "--no-audit", "--no-fund", "--silent"]);
            install.WaitForExit();
            if (install.ExitCode != 0) throw new InvalidOperationException("npm could not install sharp.");
        }

        var start = new ProcessStartInfo("node", ["resize.mjs"]) { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["UV_THREADPOOL_SIZE"] = "1";
        return new(Process.Start(start)!);
    }

    /// <returns>Milliseconds.</returns>
    public double Shrink(string input, string output, int side, int quality)
    {
        _node.StandardInput.WriteLine(JsonSerializer.Serialize(new { input, output, side, quality }));
        _node.StandardInput.Flush();
        return double.Parse(_node.StandardOutput.ReadLine() ?? throw new InvalidOperationException("sharp ended."), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _node.StandardInput.Close();
        if (!_node.WaitForExit(TimeSpan.FromSeconds(5))) _node.Kill();
        _node.Dispose();
    }
}
