namespace PreExam.Server.Pages.Command;

/// <summary>What the command line of <c>page</c> asks for.</summary>
/// <param name="Files">Files to normalise, in order.</param>
/// <param name="Folder">Where pages and thumbnails go.</param>
/// <param name="Json">JSON instead of a table.</param>
/// <param name="Settings">Settings of the server, such as <c>--Decoding:Decoder:PageLongSide=2000</c>.</param>
internal sealed record PageArguments(IReadOnlyList<string> Files, string Folder, bool Json, string[] Settings)
{
    public const string Usage = "page FILE… --out FOLDER [--json] [--Decoding:SETTING=VALUE …]";

    /// <returns>The arguments, or what is wrong with them.</returns>
    public static (PageArguments? Arguments, string? Fault) Read(IReadOnlyList<string> words)
    {
        List<string> files = [], settings = [];
        string? folder = null;
        var json = false;
        for (var at = 0; at < words.Count; at++)
        {
            var word = words[at];
            if (word == "--json") json = true;
            else if (word == "--out" && at + 1 < words.Count) folder = words[++at];
            else if (word.StartsWith("--out=", StringComparison.Ordinal)) folder = word["--out=".Length..];
            else if (word.StartsWith("--", StringComparison.Ordinal) && word.Contains(':', StringComparison.Ordinal) && word.Contains('=', StringComparison.Ordinal)) settings.Add(word);
            else if (word.StartsWith("--", StringComparison.Ordinal)) return (null, $"{word} is not known here.");
            else files.Add(word);
        }

        if (files.Count == 0) return (null, "No file was named.");
        if (string.IsNullOrEmpty(folder)) return (null, "--out FOLDER is missing: that is where the pages go.");
        return (new(files, folder, json, [.. settings]), null);
    }
}
