using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PreExam.Domain.Matters;
using PreExam.Server.Platform;

namespace PreExam.Server.Pages.Command;

/// <summary>The reports as a table: a row for each page, below it what the codes in it mean.</summary>
internal static class PageTable
{
    public static void Write(IReadOnlyList<FileReport> reports, TextWriter output)
    {
        List<string[]> rows = [];
        foreach (var report in reports)
        {
            if (report.Refused is { } refused) rows.Add([report.File, "-", "-", "-", "-", "-", refused.Code]);
            rows.AddRange(report.Pages.Select(page => Row(report, page)));
        }

        string[] head = ["file", "page", "original", "rendition", "orientation", "measures", "findings"];
        var widths = head.Select((title, column) => rows.Select(r => r[column].Length).Append(title.Length).Max()).ToArray();
        foreach (var row in rows.Prepend(head))
            output.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());

        foreach (var (code, (message, remedy)) in Words(reports))
            output.WriteLine($"\n{code}\n  {message.Zh}。{remedy.Zh}\n  {message.En}. {remedy.En}");
    }

    private static string[] Row(FileReport report, PageReport page) =>
    [
        report.File, page.Number.ToString(CultureInfo.InvariantCulture),
        $"{page.Transform.OriginalWidth}×{page.Transform.OriginalHeight}", $"{page.Width}×{page.Height}",
        page.Transform.Orientation.ToString(CultureInfo.InvariantCulture),
        // Whatever is measured is shown: the names are those of the JSON.
        string.Join(" ", JsonSerializer.SerializeToNode(page.Measures, Wire.Json)!.AsObject()
            .Where(m => m.Value is JsonValue && m.Key is not ("width" or "height" or "shortSide")).Select(m => $"{m.Key}={m.Value}")),
        page.Findings.Count == 0 ? "-" : string.Join(" ", page.Findings.Select(f => FormattableString.Invariant($"{f.Finding.Code}({f.Finding.Measured:0.###}/{f.Finding.Threshold:0.###})"))),
    ];

    private static SortedDictionary<string, (LocalText Message, LocalText Remedy)> Words(IReadOnlyList<FileReport> reports)
    {
        var words = new SortedDictionary<string, (LocalText, LocalText)>(StringComparer.Ordinal);
        foreach (var refused in reports.Select(r => r.Refused).OfType<RefusalReport>()) words[refused.Code] = (refused.Message, refused.Remedy);
        foreach (var finding in reports.SelectMany(r => r.Pages).SelectMany(p => p.Findings)) words[finding.Finding.Code] = (finding.Message, finding.Remedy);
        return words;
    }
}
