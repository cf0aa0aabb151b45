using System.Runtime.InteropServices;

namespace PreExam.Imaging.Hosting;

/// <summary>
/// The decoder child: answers requests from its standard input until that is closed, which is also how it learns that its
/// parent is gone. It keeps nothing between two files.
/// </summary>
public static class DecoderHost
{
    private const long WorthCollecting = 64 << 20;

    /// <summary>How the name of a child's own folder for temporary files begins (<c>TMPDIR</c>).</summary>
    internal const string TemporaryFolderPrefix = "preexam-decoder-";

    /// <summary>Whether the command line asks for this child: <c>--roles decoder</c>.</summary>
    public static bool IsAskedFor(IReadOnlyList<string> arguments) =>
        arguments.Contains("--roles=decoder") || arguments.Zip(arguments.Skip(1)).Any(pair => pair is ("--roles", "decoder"));

    /// <summary>Serves this process's own standard input and output.</summary>
    public static void Run()
    {
        // Ctrl+C and a service manager signal the whole group: the page at hand is finished all the same, the parent closes the pipe.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = true);
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        Console.SetOut(Console.Error); // nothing else may be written between the answers
        Run(input, output);
        RemoveOwnFolder();
    }

    /// <summary>Serves a pair of streams until <paramref name="input"/> ends. Returns at once then, also from the middle of a file.</summary>
    public static void Run(Stream input, Stream output)
    {
        var request = DecoderProtocol.ReadRequest(input);
        while (request is var (head, file))
        {
            var decoding = Task.Run(() => PageDecoder.Decode(file, head.Kind, head.Options, head.Corners, head.MostPages, () => DecoderProtocol.SendSignOfLife(output)));
            var next = Task.Run(() => DecoderProtocol.ReadRequest(input));
            request = null;
            if (Task.WaitAny(decoding, next) == 1 && next.Result is null) return; // nobody is left to read the answer

            try
            {
                DecoderProtocol.SendAnswer(output, decoding.GetAwaiter().GetResult());
            }
            catch (IOException)
            {
                return; // the reader left while it was written
            }

            GiveMemoryBack();
            request = next.GetAwaiter().GetResult();
        }
    }

    /// <summary>The parent removes the folder that it gave; a parent that was killed can't.</summary>
    private static void RemoveOwnFolder()
    {
        var folder = new DirectoryInfo(Path.GetTempPath());
        if (!folder.Name.StartsWith(TemporaryFolderPrefix, StringComparison.Ordinal)) return;
        try
        {
            folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // The parent was quicker.
        }
    }

    /// <summary>After the answer, so that nobody waits for it: what a large file took must not count against the next one.</summary>
    private static void GiveMemoryBack()
    {
        if (GC.GetTotalMemory(forceFullCollection: false) > WorthCollecting) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
