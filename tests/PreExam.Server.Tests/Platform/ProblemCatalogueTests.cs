using System.Text.RegularExpressions;
using PreExam.Server.Platform;
using Xunit;

namespace PreExam.Server.Tests.Platform;

public sealed partial class ProblemCatalogueTests
{
    private static string Root { get; } = FindRoot();

    [Fact]
    public void The_page_of_problems_is_the_catalogue() =>
        Assert.Equal(File.ReadAllText(Path.Combine(Root, "docs", "problems.md")), ProblemPage.Write());

    [Fact]
    public void Every_code_that_the_sources_refuse_with_is_explained()
    {
        var used = Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Code().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value)
            .ToHashSet();

        var explained = ProblemCatalogue.Kinds.Select(k => k.Code).ToHashSet();

        Assert.True(used.Count > 20);
        Assert.Empty(used.Except(explained));
    }

    [Fact]
    public void Every_problem_says_what_is_wrong_and_what_to_do_in_both_languages() =>
        Assert.All(ProblemCatalogue.Kinds, kind =>
        {
            Assert.All([kind.TitleZh, kind.RemedyZh], text => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", text));
            Assert.All([kind.TitleEn, kind.RemedyEn], text => Assert.NotEmpty(text));
            Assert.InRange(kind.Status, 400, 599);
        });

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "PreExam.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    [GeneratedRegex("(?:new Refusal|Problems\\.Of)\\(\"([a-z_]+)\"")]
    private static partial Regex Code();
}
