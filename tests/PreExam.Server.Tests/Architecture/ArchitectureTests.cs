namespace PreExam.Server.Tests.Architecture;

/// <summary>The rules held against this repository.</summary>
public sealed class ArchitectureTests
{
    [Fact]
    public void Projects_refer_to_each_other_in_one_direction_only() =>
        Holds(Rules.WrongReferences(Repository.Projects("src", "mock-wechat")));

    [Fact]
    public void The_compiled_domain_knows_neither_a_package_nor_the_network()
    {
        var referenced = typeof(PreExam.Domain.Cases.Case).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!);

        Assert.All(referenced, name =>
        {
            Assert.StartsWith("System.", name, StringComparison.Ordinal);
            Assert.DoesNotContain("System.Net", name, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Only_one_file_names_database_providers() => Holds(Rules.ProviderNames(Repository.Sources("src")));

    [Fact]
    public void There_is_no_clock_but_the_time_provider() =>
        Holds(Rules.OtherClocks([.. Repository.Sources("src"), .. Repository.Sources("mock-wechat")]));

    [Fact]
    public void Tests_do_not_sleep() =>
        Holds(Rules.Sleeps(Repository.Sources("tests").Where(source => !source.Path.Contains("/Architecture/", StringComparison.Ordinal))));

    [Fact]
    public void Capability_folders_of_the_server_form_no_circle() =>
        Holds(CapabilityFolders.Circles(CapabilityFolders.Edges(Repository.Sources("src/PreExam.Server"))));

    [Fact]
    public void The_platform_uses_no_capability() =>
        Holds(CapabilityFolders.UsesByPlatform(CapabilityFolders.Edges(Repository.Sources("src/PreExam.Server"))));

    [Fact]
    public void The_folders_that_are_looked_at_use_the_platform() => // so the edges are really seen
        Assert.Contains(CapabilityFolders.Edges(Repository.Sources("src/PreExam.Server")), edge => edge.To == "Platform");

    /// <summary>Tells every violation in full: xunit shortens long texts in collections.</summary>
    private static void Holds(IEnumerable<string> violations) => Assert.True(!violations.Any(), string.Join(Environment.NewLine, violations));
}
