using PreExam.Persistence.Keys;

namespace PreExam.Server.Platform;

/// <summary>The command <c>keys new FILE</c>: the keys of a new installation.</summary>
internal static class KeysCommand
{
    /// <returns>0 when the file was made, 1 when it is there already or can't be made.</returns>
    public static int New(string path, TextWriter output, TextWriter errors)
    {
        try
        {
            KeyRingFile.Create(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            errors.WriteLine($"No key ring was made: {refused.Message}");
            return 1;
        }

        output.WriteLine($"A key ring is in {path}. Give it to the server's user alone, name it in Keys:File, and keep a copy, sealed and apart: without it every document is lost.");
        return 0;
    }
}
