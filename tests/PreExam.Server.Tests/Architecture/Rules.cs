using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PreExam.Server.Tests.Architecture;

/// <summary>The rules of the house as functions from files to violations, so that each can be shown a violating sample too.</summary>
internal static partial class Rules
{
    /// <summary>What each project may refer to. The four in the middle do not know each other, save that the job store is Persistence's.</summary>
    private static readonly Dictionary<string, string[]> MayReferTo = new()
    {
        ["PreExam.Domain"] = [],
        ["PreExam.Imaging"] = ["PreExam.Domain"],
        ["PreExam.Reading"] = ["PreExam.Domain"],
        ["PreExam.WeChat"] = ["PreExam.Domain"],
        ["PreExam.Messaging"] = ["PreExam.Domain"],
        ["PreExam.Persistence"] = ["PreExam.Domain", "PreExam.Messaging"],
        ["PreExam.Server"] =
            ["PreExam.Domain", "PreExam.Imaging", "PreExam.Reading", "PreExam.WeChat", "PreExam.Messaging", "PreExam.Persistence"],
        ["PreExam.Demo"] = ["PreExam.Server", "MockWeChat"],
        ["MockWeChat"] = [],
    };

    /// <summary>References that point against the direction, and sources taken from another project's folder.</summary>
    public static IEnumerable<string> WrongReferences(IReadOnlyDictionary<string, XDocument> projects)
    {
        foreach (var (name, project) in projects)
        {
            if (!MayReferTo.TryGetValue(name, out var allowed))
            {
                yield return $"{name} has no place in the order of projects";
                continue;
            }
            foreach (var reference in Includes(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))))
            {
                if (!allowed.Contains(reference)) yield return $"{name} refers to {reference}";
            }
            foreach (var source in Includes(project, "Compile").Where(path => path.Contains("..", StringComparison.Ordinal)))
            {
                yield return $"{name} compiles {source}";
            }
            if (name == "PreExam.Domain")
            {
                foreach (var package in Includes(project, "PackageReference").Concat(Includes(project, "FrameworkReference")))
                {
                    yield return $"{name} uses {package}";
                }
            }
        }
    }

    /// <summary>Names of database providers outside the one file that may have them. Migrations are made for one provider each.</summary>
    public static IEnumerable<string> ProviderNames(IEnumerable<SourceFile> sources) =>
        from source in sources
        where source.Path != "src/PreExam.Persistence/ProviderDifferences.cs" && !source.Path.Contains("/Migrations", StringComparison.Ordinal)
        // The demo hands the operator's word for a database through to the server.
        let pattern = source.Path.StartsWith("src/PreExam.Demo/", StringComparison.Ordinal) ? ProviderType() : ProviderTypeOrWord()
        from hit in Hits(source, pattern)
        select hit;

    /// <summary>Clocks other than TimeProvider. Stopwatch measures durations and may stay.</summary>
    public static IEnumerable<string> OtherClocks(IEnumerable<SourceFile> sources) => sources.SelectMany(source => Hits(source, Clock()));

    /// <summary>Tests wait for a condition, not for time to pass; a delay that never ends stands for a neighbour that never answers.</summary>
    public static IEnumerable<string> Sleeps(IEnumerable<SourceFile> sources) => sources.SelectMany(source => Hits(source, Sleep()));

    private static IEnumerable<string> Includes(XDocument project, string element) =>
        project.Descendants(element).Select(found => (string?)found.Attribute("Include")).OfType<string>();

    private static IEnumerable<string> Hits(SourceFile source, Regex pattern) =>
        pattern.Matches(source.Text).Select(hit => $"{source.Path}:{source.Text.AsSpan(0, hit.Index).Count('\n') + 1} {hit.Value}");

    [GeneratedRegex(@"\w*(Sqlite|Npgsql|SqlServer|Postgre)\w*")]
    private static partial Regex ProviderType();

    [GeneratedRegex(@"\w*(sqlite|npgsql|sqlserver|postgres)\w*", RegexOptions.IgnoreCase)]
    private static partial Regex ProviderTypeOrWord();

    [GeneratedRegex(
        @"\bDateTime(Offset)?\s*\.\s*(Now|UtcNow|Today)\b|\bSystem\.Timers\b|\bEnvironment\.TickCount(64)?\b|\bThread\.Sleep\b"
        + @"|(?<!AddSingleton\(|clock \?\? )\bTimeProvider\.System\b|\bTask\.Delay\((?![^;]*(clock|Infinite))|\bnew (System\.Threading\.)?Timer\(")]
    private static partial Regex Clock();

    [GeneratedRegex(@"\bThread\.Sleep\b|\bTask\.Delay\((?!Timeout\.Infinite)")]
    private static partial Regex Sleep();
}
