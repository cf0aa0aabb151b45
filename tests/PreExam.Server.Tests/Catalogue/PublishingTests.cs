using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PreExam.Persistence;
using PreExam.Server.Catalogue;
using PreExam.Server.Catalogue.Loading;
using PreExam.Server.Platform;
using PreExam.Testing;
using Xunit;

namespace PreExam.Server.Tests.Catalogue;

public sealed class PublishingTests : IAsyncLifetime
{
    private const string Code = "999070010101";
    private static readonly string Text = ShippedFiles.Matters().Single(m => m.File == Code + ".yaml").Text;
    private readonly TestFolder _folder = new("catalogue");
    private WebApplication _server = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _server = ServerApplication.Build(["--data", _folder.Path, "--roles", "api", "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"]);
        await _server.Services.PrepareDatabase(CancellationToken.None);
        await _server.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_server.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.StopAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_old_version_still_answers_after_a_new_one_was_published()
    {
        var changed = Text.Replace("in: [rent] }", "in: [rent, declare] }", StringComparison.Ordinal);
        var (version, isNew) = await Publish(changed);

        Assert.Equal((2, true), (version.Version, isNew));
        var answers = new { answers = new Dictionary<string, string[]> { ["premises"] = ["declare"] } };
        Assert.DoesNotContain("lease", await Slots("?version=1", answers));
        Assert.Contains("lease", await Slots("", answers));
        Assert.Equal(2, (int)(await Get($"/api/v1/matters/{Code}"))["version"]!);
        Assert.Equal(1, (int)(await Get($"/api/v1/matters/{Code}?version=1"))["version"]!);
    }

    [Fact]
    public async Task Publishing_the_current_text_again_makes_no_new_version() 
    {
        var (version, isNew) = await Publish(Text);

        Assert.Equal((1, false), (version.Version, isNew));
    }

    [Fact]
    public async Task Two_editors_at_once_get_two_numbers()
    {
        var both = await Task.WhenAll(Publish(Text + "# one\n"), Publish(Text + "# two\n"));

        Assert.Equal([2, 3], both.Select(b => b.Version.Version).Order());
    }

    [Fact]
    public async Task A_faulty_text_publishes_nothing()
    {
        await Assert.ThrowsAsync<CatalogueException>(() => Publish(Text.Replace("handling: immediate", "handling: sometime", StringComparison.Ordinal)));

        Assert.Equal(1, (int)(await Get($"/api/v1/matters/{Code}"))["version"]!);
    }

    [Fact]
    public async Task The_list_is_searched_and_paged_by_code()
    {
        var first = await Get("/api/v1/matters?limit=2");
        var rest = await Get($"/api/v1/matters?limit=2&after={first["next"]}");

        Assert.Equal(["999050070101", Code], first["items"]!.AsArray().Select(i => (string)i!["code"]!));
        Assert.Equal(["999070010201"], rest["items"]!.AsArray().Select(i => (string)i!["code"]!));
        Assert.Null(rest["next"]);
        Assert.Equal(["999050070101"], (await Get("/api/v1/matters?q=残疾人"))["items"]!.AsArray().Select(i => (string)i!["code"]!));
    }

    [Theory]
    [InlineData("/api/v1/matters?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/matters?after=nonsense", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/matters/123456789012", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/matters/999070010101?version=9", HttpStatusCode.NotFound)]
    public async Task Wrong_questions_get_a_code(string address, HttpStatusCode status)
    {
        using var response = await _http.GetAsync(address, TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
        Assert.NotNull((await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!["code"]);
    }

    [Theory]
    [InlineData("premises", "castle")]
    [InlineData("weather", "fine")]
    public async Task Answers_that_are_no_options_are_refused_by_name(string question, string value)
    {
        using var response = await _http.PostAsJsonAsync(
            $"/api/v1/matters/{Code}/requirements", new { answers = new Dictionary<string, string[]> { [question] = [value] } }, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
        Assert.Equal($"answers.{question}", (string)problem!["errors"]![0]!["field"]!);
    }

    [Fact]
    public async Task Publishing_needs_an_editor()
    {
        using var response = await _http.PostAsync("/api/v1/staff/matters", new StringContent(Text), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private async Task<(VersionRow Version, bool IsNew)> Publish(string text)
    {
        await using var scope = _server.Services.CreateAsyncScope();
        var (version, isNew) = await scope.ServiceProvider.GetRequiredService<MatterCatalogue>()
            .Publish("matter.yaml", text, Guid.CreateVersion7(), TestContext.Current.CancellationToken);
        return (new(version.Code, version.Number, version.ContentHash, default, null), isNew);
    }

    private async Task<IReadOnlyList<string>> Slots(string query, object answers)
    {
        using var response = await _http.PostAsJsonAsync($"/api/v1/matters/{Code}/requirements{query}", answers, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
        return [.. body!["materials"]!.AsArray().Where(m => (string)m!["required"]! == "yes").Select(m => (string)m!["slot"]!)];
    }

    private async Task<JsonNode> Get(string address) => (await _http.GetFromJsonAsync<JsonNode>(address, TestContext.Current.CancellationToken))!;
}
