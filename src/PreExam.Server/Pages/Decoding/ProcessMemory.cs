using System.Globalization;

namespace PreExam.Server.Pages.Decoding;

/// <summary>Resident memory of processes, as Linux tells it.</summary>
internal static class ProcessMemory
{
    /// <summary>Bytes of a process; 0 once it has ended.</summary>
    /// <param name="process">Its id.</param>
    /// <param name="withChildren">Whether what it has started counts as well, all the way down.</param>
    public static long Resident(int process, bool withChildren)
    {
        var bytes = Resident($"/proc/{process}/statm");
        if (!withChildren || bytes == 0) return bytes;

        foreach (var child in Children(process)) bytes += Resident(child, withChildren: true);
        return bytes;
    }

    private static long Resident(string statm)
    {
        try
        {
            return long.Parse(File.ReadAllText(statm).Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
        }
        catch (IOException)
        {
            return 0; // it has ended; the pipe tells the rest
        }
    }

    /// <summary>Each thread lists those that it has started itself.</summary>
    private static List<int> Children(int process)
    {
        List<int> found = [];
        try
        {
            foreach (var thread in Directory.EnumerateDirectories($"/proc/{process}/task"))
            {
                var listed = File.ReadAllText(Path.Combine(thread, "children"));
                found.AddRange(listed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture)));
            }
        }
        catch (IOException)
        {
            // A thread, or the whole process, ended while it was looked at; a kernel may also be built without these lists.
        }

        return found;
    }
}
