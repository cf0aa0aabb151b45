using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace PreExam.Server.Pages.Decoding;

/// <summary>The command line and environment of a decoder child: this very server's assembly, whoever hosts it.</summary>
internal static class DecoderCommand
{
    private static readonly string[] Role = ["--roles", "decoder"];

    public static ProcessStartInfo For(DecodingOptions options)
    {
        var (program, arguments) = Program();
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };

        // The child gets what a runtime needs and nothing that a server is configured with: no keys, no connection strings.
        foreach (var name in start.Environment.Keys.Where(name => !IsForRuntime(name)).ToArray()) start.Environment.Remove(name);
        start.Environment["MALLOC_ARENA_MAX"] = "2"; // glibc otherwise keeps an arena per thread: 340 MB instead of 610 under load
        start.Environment["VIPS_WARNING"] = "0";     // one damaged file can make 18 KB of them
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_GCConserveMemory"] = "7";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        // PDF files are read by managed code: a hostile one ends in an exception, long before the process must be killed.
        start.Environment["DOTNET_GCHeapHardLimit"] = (options.MaxMemoryBytes / 2).ToString("X", CultureInfo.InvariantCulture);
        return start;
    }

    private static (string Program, string[] Arguments) Program()
    {
        var server = typeof(DecoderCommand).Assembly.Location;
        if (server.Length == 0) return (Environment.ProcessPath!, Role); // published as one file: this process is the server

        if (File.Exists(Path.ChangeExtension(server, ".runtimeconfig.json"))) return (Dotnet(), ["exec", server, .. Role]);

        // A host that brought the assembly without its runtime configuration: its own names the same frameworks.
        var host = Assembly.GetEntryAssembly()?.Location ?? server;
        return (Dotnet(),
        [
            "exec", "--runtimeconfig", Path.ChangeExtension(host, ".runtimeconfig.json"), "--depsfile", Path.ChangeExtension(host, ".deps.json"),
            server, .. Role,
        ]);
    }

    /// <summary>The <c>dotnet</c> that runs this process, found from the runtime's own folder: ROOT/shared/Microsoft.NETCore.App/VERSION.</summary>
    private static string Dotnet()
    {
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        return File.Exists(beside) ? beside : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
    }

    private static bool IsForRuntime(string name) =>
        name is "PATH" or "HOME" or "TMPDIR" or "LANG" or "LD_LIBRARY_PATH" || name.StartsWith("DOTNET_ROOT", StringComparison.Ordinal);
}
