using System.Text;
using System.Text.Json.Nodes;
using PreExam.Server.Catalogue.Loading;
using PreExam.Server.Platform;
using PreExam.Testing;
using Xunit;

namespace PreExam.Server.Tests.Catalogue;

public sealed class PublishingTests(Hosts hosts)
{
    private static readonly string Text = ShippedFiles.Matters().Single(m => m.File == "999070010101.yaml").Text;
    private static int _codes;

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task An_old_version_still_answers_after_a_new_one_was_published(Backend backend)
    {
        var (host, editor, code, text) = await Begin(backend);
        await editor.Client.Post("staff/matters", Yaml(text)).Ok();
        var changed = text.Replace("in: [rent] }", "in: [rent, declare] }", StringComparison.Ordinal);

        var published = await editor.Client.Post("staff/matters", Yaml(changed)).Ok();

        Assert.Equal((2, true), ((int)published["version"]!, (bool)published["isNew"]!));
        Assert.DoesNotContain("lease", await Slots(host, $"matters/{code}/requirements?version=1"));
        Assert.Contains("lease", await Slots(host, $"matters/{code}/requirements"));
        Assert.Equal(2, (int)(await host.Client.Get($"matters/{code}").Ok())["version"]!);
        Assert.Equal(1, (int)(await host.Client.Get($"matters/{code}?version=1").Ok())["version"]!);
        Assert.Equal([2, 1], (await editor.Client.Get($"staff/matters/{code}/versions").Ok())["items"]!.AsArray().Select(v => (int)v!["version"]!));
        using var kept = await editor.Client.Get($"staff/matters/{code}/versions/1");
        Assert.Equal(text, await kept.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task The_current_text_published_again_makes_no_new_version(Backend backend)
    {
        var (_, editor, _, text) = await Begin(backend);
        await editor.Client.Post("staff/matters", Yaml(text)).Ok();

        var again = await editor.Client.Post("staff/matters", Yaml(text)).Ok();

        Assert.Equal((1, false), ((int)again["version"]!, (bool)again["isNew"]!));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Two_editors_at_once_get_two_numbers(Backend backend)
    {
        var (_, editor, _, text) = await Begin(backend);

        var both = await Task.WhenAll(
            editor.Client.Post("staff/matters", Yaml(text + "# one\n")).Ok(), editor.Client.Post("staff/matters", Yaml(text + "# two\n")).Ok());

        Assert.Equal([1, 2], both.Select(b => (int)b["version"]!).Order());
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_faulty_text_publishes_nothing_and_names_the_line(Backend backend)
    {
        var (host, editor, code, text) = await Begin(backend);

        var problem = await editor.Client.Post("staff/matters", Yaml(text.Replace("handling: immediate", "handling: sometime", StringComparison.Ordinal)))
            .Refused(422, "matter_invalid");

        Assert.Equal("/handling", (string)problem["errors"]![0]!["field"]!);
        Assert.Matches("^line 11, column 1: ", (string)problem["errors"]![0]!["message"]!);
        await host.Client.Get($"matters/{code}").Refused(404, "not_found");
        await editor.Client.Get($"staff/matters/{code}/versions").Refused(404, "not_found");
        await editor.Client.Get($"staff/matters/{code}/versions/1").Refused(404, "not_found");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Only_an_editor_publishes(Backend backend)
    {
        var (host, editor, _, text) = await Begin(backend);
        var caseworker = await host.NewStaff("MARKET", Caller.Caseworker);

        await host.Client.Post("staff/matters", Yaml(text)).Refused(401, "signed_out");
        await caseworker.Client.Post("staff/matters", Yaml(text)).Refused(403, "not_allowed");
        await editor.Client.Post("staff/matters", Yaml(text), key: "short").Refused(400, "idempotency_key_missing");
        await editor.Client.Post("staff/matters", Yaml(new string('#', YamlText.MaxLength + 1))).Refused(413, "body_too_large");
        await editor.Client.Post("staff/matters", new ByteArrayContent([0xff, 0xfe, 0x00])).Refused(422, "matter_invalid");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task The_list_is_searched_and_paged_by_code(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);

        var first = await host.Client.Get("matters?limit=2").Ok();
        var rest = await host.Client.Get($"matters?limit=2&after={first["next"]}").Ok();
        var found = await host.Client.Get("matters?q=残疾人").Ok();

        Assert.Equal(["999050070101", "999070010101"], Codes(first));
        Assert.Equal(["999070010201"], Codes(rest));
        Assert.Null(rest["next"]);
        Assert.Equal(["999050070101"], Codes(found));
    }

    [Theory]
    [InlineData("matters?limit=0", 400, "request_invalid")]
    [InlineData("matters?after=nonsense", 400, "cursor_invalid")]
    [InlineData("matters/123456789012", 404, "not_found")]
    [InlineData("matters/999070010101?version=9", 404, "not_found")]
    public async Task Wrong_questions_get_a_code(string address, int status, string code)
    {
        var host = await hosts.Shared(Backend.Embedded);

        await host.Client.Get(address).Refused(status, code);
    }

    [Theory]
    [InlineData("premises", "castle")]
    [InlineData("weather", "fine")]
    public async Task Answers_that_are_no_options_are_refused_by_name(string question, string value)
    {
        var host = await hosts.Shared(Backend.Embedded);

        var problem = await host.Client
            .Post("matters/999070010101/requirements", new { answers = new Dictionary<string, string[]> { [question] = [value] } })
            .Refused(400, "request_invalid");

        Assert.Equal($"answers.{question}", (string)problem["errors"]![0]!["field"]!);
    }

    [Fact]
    public async Task A_second_start_publishes_nothing_again_and_leaves_the_countys_own_text_alone()
    {
        await using var host = await hosts.NewHost(Backend.Embedded);
        var editor = await host.NewStaff("MARKET", Caller.CatalogueEditor);
        await editor.Client.Post("staff/matters", Yaml(Text + "# the county's own\n")).Ok();

        await host.Restart();

        Assert.Equal(2, (int)(await host.Client.Get("matters/999070010101").Ok())["version"]!);
        Assert.Equal(1, (int)(await host.Client.Get("matters/999070010201").Ok())["version"]!);
    }

    /// <summary>An editor and a matter of a code of its own, so that tests share a server.</summary>
    private async Task<(PreExamHost Host, StaffMember Editor, string Code, string Text)> Begin(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var code = $"8{Interlocked.Increment(ref _codes):D11}";
        return (host, await host.NewStaff("MARKET", Caller.CatalogueEditor), code, Text.Replace("999070010101", code, StringComparison.Ordinal));
    }

    private static StringContent Yaml(string text) => new(text, Encoding.UTF8, "application/yaml");

    private static IEnumerable<string> Codes(JsonNode list) => list["items"]!.AsArray().Select(i => (string)i!["code"]!);

    private static async Task<IReadOnlyList<string>> Slots(PreExamHost host, string address)
    {
        var body = await host.Client.Post(address, new { answers = new Dictionary<string, string[]> { ["premises"] = ["declare"] } }).Ok();
        return [.. body["materials"]!.AsArray().Where(m => (string)m!["required"]! == "yes").Select(m => (string)m!["slot"]!)];
    }
}
