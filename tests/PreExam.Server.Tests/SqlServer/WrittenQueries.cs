using System.Text.RegularExpressions;
using PreExam.Server.Tests.Architecture;

namespace PreExam.Server.Tests.SqlServer;

/// <summary>The queries of the sources, found by the calls that run one.</summary>
internal static partial class WrittenQueries
{
    /// <summary>File and line of every call that runs a query.</summary>
    public static IReadOnlyList<(string File, int Line)> All { get; } =
    [
        .. from file in Repository.Sources("src")
           where file.Text.Contains("using Microsoft.EntityFrameworkCore;", StringComparison.Ordinal) && !file.Path.Contains("/Migrations/", StringComparison.Ordinal)
           from Match call in Runs().Matches(file.Text)
           select (file.Path, 1 + file.Text.AsSpan(0, call.Index).Count('\n')),
    ];

    [GeneratedRegex(@"\.(To(List|Array|Dictionary|HashSet)|(First|Single|Last)(OrDefault)?|Any|All|(Long)?Count|Max|Min|Sum|Average|Contains|Find|ExecuteUpdate|ExecuteDelete|ForEach|Load|ElementAt)Async\(|\.AsAsyncEnumerable\(")]
    private static partial Regex Runs();
}
