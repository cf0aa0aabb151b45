using System.Runtime.InteropServices;
using System.Text;

namespace PreExam.Persistence.Blobs;

/// <summary>
/// A renamed file survives a power cut only after its folder was flushed as well, and .NET opens no folders. Elsewhere than on Linux the
/// file system journals renames itself and there is nothing to do.
/// </summary>
internal static class DiskFlush
{
    private const int ReadOnlyFolder = 0x10000 | 0x80000; // O_DIRECTORY | O_CLOEXEC

    public static void Folder(string path)
    {
        if (!OperatingSystem.IsLinux()) return;
        var descriptor = Open(Encoding.UTF8.GetBytes(path + '\0'), ReadOnlyFolder);
        if (descriptor < 0) throw new IOException($"A folder of the blob store cannot be opened: error {Marshal.GetLastPInvokeError()}.");
        try
        {
            if (Flush(descriptor) != 0) throw new IOException($"A folder of the blob store cannot be flushed: error {Marshal.GetLastPInvokeError()}.");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Flush(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
}
