using System.Xml.Linq;

namespace PreExam.Server.Tests.Architecture;

/// <summary>Each rule held against a small sample that breaks it: a rule that can't fail holds nothing.</summary>
public sealed class RuleSampleTests
{
    [Theory]
    [InlineData("PreExam.Domain", "<ProjectReference Include='../PreExam.Imaging/PreExam.Imaging.csproj' />", "PreExam.Domain refers to PreExam.Imaging")]
    [InlineData("PreExam.Domain", "<PackageReference Include='Refit' />", "PreExam.Domain uses Refit")]
    [InlineData("PreExam.Messaging", "<ProjectReference Include='..\\PreExam.Persistence\\PreExam.Persistence.csproj' />", "PreExam.Messaging refers to PreExam.Persistence")]
    [InlineData("MockWeChat", "<ProjectReference Include='../src/PreExam.WeChat/PreExam.WeChat.csproj' />", "MockWeChat refers to PreExam.WeChat")]
    [InlineData("MockWeChat", "<Compile Include='../src/PreExam.WeChat/Crypto.cs' />", "MockWeChat compiles ../src/PreExam.WeChat/Crypto.cs")]
    [InlineData("PreExam.New", "", "PreExam.New has no place in the order of projects")]
    public void A_reference_against_the_direction_is_found(string project, string item, string violation) =>
        Assert.Equal([violation], Rules.WrongReferences(Project(project, item)));

    [Fact]
    public void A_reference_in_the_right_direction_is_not() =>
        Assert.Empty(Rules.WrongReferences(Project("PreExam.Persistence", "<ProjectReference Include='../PreExam.Messaging/PreExam.Messaging.csproj' />")));

    [Theory]
    [InlineData("src/PreExam.Server/Cases/A.cs", "options.UseSqlite(connection);")]
    [InlineData("src/PreExam.Persistence/A.cs", "using Npgsql;")]
    [InlineData("src/PreExam.Persistence/A.cs", "if (provider == \"sqlserver\") return;")]
    [InlineData("src/PreExam.Demo/A.cs", "catch (SqliteException)")]
    public void A_providers_name_is_found(string path, string text) => Assert.Single(Rules.ProviderNames([new(path, text)]));

    [Theory]
    [InlineData("src/PreExam.Persistence/ProviderDifferences.cs", "options.UseSqlite(connection);")]
    [InlineData("src/PreExam.Persistence/Migrations/Sqlite/A.cs", "using Microsoft.EntityFrameworkCore.Sqlite;")]
    [InlineData("src/PreExam.Demo/A.cs", "[\"sqlite\", \"postgres\"]")]
    [InlineData("src/PreExam.Server/Cases/A.cs", "// SQLite has one writer")]
    public void A_providers_name_where_it_belongs_is_not(string path, string text) =>
        Assert.Empty(Rules.ProviderNames([new(path, CSharpText.WithoutComments(text))]));

    [Theory]
    [InlineData("var now = DateTime.UtcNow;")]
    [InlineData("var now = DateTimeOffset.Now;")]
    [InlineData("var day = DateTime.Today;")]
    [InlineData("var timer = new System.Timers.Timer();")]
    [InlineData("var timer = new Timer(Tick);")]
    [InlineData("var started = Environment.TickCount64;")]
    [InlineData("var now = TimeProvider.System.GetUtcNow();")]
    [InlineData("await Task.Delay(1000, cancellation);")]
    [InlineData("Thread.Sleep(10);")]
    public void Another_clock_is_found(string text) => Assert.Single(Rules.OtherClocks([new("src/A.cs", text)]));

    [Theory]
    [InlineData("var now = clock.GetUtcNow();")]
    [InlineData("services.TryAddSingleton(TimeProvider.System);")]
    [InlineData("var started = Stopwatch.GetTimestamp();")]
    [InlineData("await Task.Delay(wait, clock, cancellation);")]
    [InlineData("// DateTime.Now is not used")]
    public void The_time_provider_and_the_stopwatch_are_not(string text) =>
        Assert.Empty(Rules.OtherClocks([new("src/A.cs", CSharpText.WithoutComments(text))]));

    [Fact]
    public void A_sleeping_test_is_found()
    {
        Assert.Single(Rules.Sleeps([new("tests/A.cs", "await Task.Delay(100);")]));
        Assert.Empty(Rules.Sleeps([new("tests/A.cs", "await Task.Delay(Timeout.Infinite, cancelled);")]));
    }

    [Theory]
    [InlineData("using PreExam.Server.Review;")]
    [InlineData("var row = new PreExam.Server.Review.QueueRow();")]
    [InlineData("var row = new Review.QueueRow();")]
    [InlineData("using static PreExam.Server.Review.QueueRow;")]
    public void Two_folders_that_use_each_other_are_found(string use)
    {
        var edges = CapabilityFolders.Edges(
        [
            new("src/PreExam.Server/Cases/Submit.cs", $"namespace PreExam.Server.Cases; {use} class Submit;"),
            new("src/PreExam.Server/Review/QueueRow.cs", "using PreExam.Server.Cases; namespace PreExam.Server.Review; record QueueRow;"),
        ]);

        Assert.Equal(
            ["Cases and Review use each other: src/PreExam.Server/Cases/Submit.cs uses Review; src/PreExam.Server/Review/QueueRow.cs uses Cases"],
            CapabilityFolders.Circles(edges));
    }

    [Fact]
    public void A_circle_of_three_is_found_and_a_line_is_not()
    {
        SourceFile one = new("src/PreExam.Server/Pages/A.cs", "using PreExam.Server.Cases; class A;");
        SourceFile two = new("src/PreExam.Server/Cases/B.cs", "using PreExam.Server.Review; class B;");
        SourceFile three = new("src/PreExam.Server/Review/C.cs", "using PreExam.Server.Pages; class C;");
        SourceFile root = new("src/PreExam.Server/ServerApplication.cs", "using PreExam.Server.Pages; using PreExam.Server.Review; class ServerApplication;");

        Assert.Equal(3, CapabilityFolders.Circles(CapabilityFolders.Edges([one, two, three, root])).Count());
        Assert.Empty(CapabilityFolders.Circles(CapabilityFolders.Edges([one, two, three with { Text = "class C;" }, root])));
    }

    [Fact]
    public void A_platform_that_uses_a_capability_is_found()
    {
        var edges = CapabilityFolders.Edges(
        [
            new("src/PreExam.Server/Platform/Wire.cs", "using PreExam.Server.Cases; class Wire;"),
            new("src/PreExam.Server/Cases/Submit.cs", "class Submit;"),
        ]);

        Assert.Equal(["src/PreExam.Server/Platform/Wire.cs uses Cases"], CapabilityFolders.UsesByPlatform(edges));
    }

    [Fact]
    public void Comments_go_and_strings_stay()
    {
        const string text = """"
            var a = "http://host"; // one
            var b = @"C:\"; /* two
            three */ var c = '"'; // four
            var d = """ // kept "x" """; var e = $@"//""{a}";
            """";

        Assert.Equal(
            """"
            var a = "http://host"; 
            var b = @"C:\"; 
             var c = '"'; 
            var d = """ // kept "x" """; var e = $@"//""{a}";
            """",
            CSharpText.WithoutComments(text));
    }

    private static Dictionary<string, XDocument> Project(string name, string item) =>
        new() { [name] = XDocument.Parse($"<Project><ItemGroup>{item}</ItemGroup></Project>") };
}
