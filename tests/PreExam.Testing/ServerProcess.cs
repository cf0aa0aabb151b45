using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PreExam.Testing;

/// <summary>A server that dies with the test process, however that ends.</summary>
public sealed class ServerProcess : IDisposable
{
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;

    private ServerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>The last lines it wrote, for a message about what went wrong.</summary>
    public string Output => string.Join(Environment.NewLine, _output);

    /// <summary>
    /// Starts <paramref name="command"/> under <c>setpriv --pdeathsig KILL</c>. The kernel sends that signal when the
    /// *thread* ends that started the child, so the thread is one of our own, which stays until the child ends.
    /// </summary>
    public static async Task<ServerProcess> Start(string command, IEnumerable<string> arguments, string folder, string? user = null)
    {
        var start = new ProcessStartInfo("setpriv")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (user is not null)
        {
            foreach (var word in new[] { "--reuid", user, "--regid", user, "--init-groups" }) start.ArgumentList.Add(word);
        }
        foreach (var word in new[] { "--pdeathsig", "KILL", "--", command }.Concat(arguments)) start.ArgumentList.Add(word);

        var started = new TaskCompletionSource<ServerProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                var process = Process.Start(start)!;
                started.SetResult(new ServerProcess(process));
                process.WaitForExit();
            }
            catch (Exception problem)
            {
                started.TrySetException(problem);
            }
        })
        { IsBackground = true, Name = $"keeps {command}" }.Start();
        return await started.Task;
    }

    /// <summary>Waits until it ends by itself, and for its last line.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Ended(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task Run(string command, IEnumerable<string> arguments, string folder, string? user = null)
    {
        using var running = await Start(command, arguments, folder, user);
        await running._process.WaitForExitAsync();
        if (running._process.ExitCode != 0)
            throw new InvalidOperationException($"{command} ended with {running._process.ExitCode}: {running.Output}");
    }

    /// <summary>A TCP port that nobody uses at this moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        _output.Enqueue(line);
        while (_output.Count > 50) _output.TryDequeue(out _);
    }
}
