using System.Diagnostics;
using System.Globalization;

namespace PreExam.Testing;

/// <summary>
/// A temporary folder that goes with the test. Its name carries the process, so that the next run can remove what a run
/// that was killed has left.
/// </summary>
public sealed class TestFolder : IDisposable
{
    private const string Prefix = "preexam-test-";

    static TestFolder() => RemoveLeftovers();

    public TestFolder(string purpose) => Path = Directory.CreateTempSubdirectory($"{Prefix}{Environment.ProcessId}-{purpose}-").FullName;

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Remove(Path);

    private static void RemoveLeftovers()
    {
        foreach (var folder in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), $"{Prefix}*"))
        {
            var owner = System.IO.Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var process) && !IsRunning(process)) Remove(folder);
        }
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // another run is removing it, or a dying server still writes: the next run removes the rest
        }
    }
}
