using System.Text.RegularExpressions;

namespace PreExam.Server.Tests.Architecture;

/// <summary>Which capability folder of the server uses which, read from usings, full names and names relative to the server.</summary>
internal static partial class CapabilityFolders
{
    private const string Server = "src/PreExam.Server/";

    /// <summary>One use of a folder by a file in another. Files at the top are the composition root and may use all.</summary>
    public sealed record Edge(string From, string To, string File);

    public static IReadOnlyList<Edge> Edges(IReadOnlyList<SourceFile> sources)
    {
        var inFolders = sources.Where(source => source.Path.StartsWith(Server, StringComparison.Ordinal) && FolderOf(source) is not null).ToArray();
        var types = inFolders
            .SelectMany(source => Declaration().Matches(source.Text).Select(found => (Folder: FolderOf(source)!, Type: found.Groups["type"].Value)))
            .ToHashSet();
        return
        [
            .. from source in inFolders
               from use in UsesIn(source.Text, types)
               where use != FolderOf(source) && types.Any(type => type.Folder == use)
               select new Edge(FolderOf(source)!, use, source.Path),
        ];
    }

    /// <summary>Everything lies on Platform: it may use no capability.</summary>
    public static IEnumerable<string> UsesByPlatform(IEnumerable<Edge> edges) =>
        edges.Where(edge => edge.From == "Platform").Select(edge => $"{edge.File} uses {edge.To}").Distinct();

    /// <summary>One sentence per pair of folders that reach each other, with a file for each direction's first step.</summary>
    public static IEnumerable<string> Circles(IReadOnlyList<Edge> edges)
    {
        var folders = edges.Select(edge => edge.From).Distinct().Order(StringComparer.Ordinal).ToArray();
        var reach = folders.ToDictionary(folder => folder, folder => Reachable(folder, edges));
        return
            from one in folders
            from other in reach[one].Order(StringComparer.Ordinal)
            where string.CompareOrdinal(one, other) < 0 && reach.TryGetValue(other, out var back) && back.Contains(one)
            select $"{one} and {other} use each other: {FirstStep(one, other)}; {FirstStep(other, one)}";

        string FirstStep(string from, string to)
        {
            var step = edges.First(edge => edge.From == from && (edge.To == to || Reachable(edge.To, edges).Contains(to)));
            return $"{step.File} uses {step.To}";
        }
    }

    private static HashSet<string> Reachable(string from, IReadOnlyList<Edge> edges)
    {
        var found = new HashSet<string>();
        var open = new Queue<string>([from]);
        while (open.TryDequeue(out var folder))
        {
            foreach (var edge in edges.Where(edge => edge.From == folder))
            {
                if (found.Add(edge.To)) open.Enqueue(edge.To);
            }
        }
        return found;
    }

    private static IEnumerable<string> UsesIn(string text, HashSet<(string Folder, string Type)> types)
    {
        var written = FullName().Matches(text).Select(found => found.Groups["folder"].Value);
        // Inside PreExam.Server.Cases, "Review.QueueRow" is PreExam.Server.Review.QueueRow; "x.Review.Any" is not.
        var relative = RelativeName().Matches(text)
            .Where(found => types.Contains((found.Groups["folder"].Value, found.Groups["type"].Value)))
            .Select(found => found.Groups["folder"].Value);
        return written.Concat(relative).Distinct();
    }

    private static string? FolderOf(SourceFile source) =>
        source.Path[Server.Length..].Split('/') is [var folder, _, ..] ? folder : null;

    [GeneratedRegex(@"(?<!namespace\s+)\bPreExam\.Server\.(?<folder>\w+)")]
    private static partial Regex FullName();

    [GeneratedRegex(@"(?<![\w.])(?<folder>[A-Z]\w+)\.(?:\w+\.)*?(?<type>[A-Z]\w*)")]
    private static partial Regex RelativeName();

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum|record struct|record class)\s+(?<type>[A-Z]\w*)")]
    private static partial Regex Declaration();
}
