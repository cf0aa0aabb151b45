using System.Text.Json.Nodes;
using PreExam.Testing;
using Xunit;

namespace PreExam.Server.Tests.Cases;

public sealed class ChangeTests(Hosts hosts)
{
    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task An_answer_changes_the_list_and_says_why(Backend backend)
    {
        var desk = await CaseDesk.Open(await hosts.Shared(backend));

        await desk.Put("answers", new { answers = new { who = new[] { "agent" } } });

        Assert.True((bool)desk.Material("attorney")["required"]!);
        Assert.Contains("代办人", (string)desk.Material("attorney")["why"]!["zh"]!, StringComparison.Ordinal);
        await desk.AddPage("attorney");
        await desk.Put("answers", new { answers = new { who = new[] { "self" } } });
        Assert.False((bool)desk.Material("attorney")["required"]!); // still shown, since a page hangs on it
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Answers_that_are_no_options_are_refused(Backend backend)
    {
        var desk = await CaseDesk.Open(await hosts.Shared(backend));

        await Refused("""{"answers":{"nonsense":["self"]}}""", "answers.nonsense");
        await Refused("""{"answers":{"who":["nobody"]}}""", "answers.who");
        await Refused("""{"answers":{"who":["self","agent"]}}""", "answers.who");
        await Refused("""{"answers":{"who":[null]}}""", "answers.who[0]");
        await Refused("""{"answers":{"who":null}}""", "answers.who");

        async Task Refused(string body, string field)
        {
            var problem = await desk.Citizen.Client.Put($"{desk.Path}/answers", Json(body), desk.ETag).Refused(400, "request_invalid");
            Assert.Equal(field, (string)problem["errors"]![0]!["field"]!);
        }
    }

    [Theory]
    [InlineData("nonsense", "my own words", "unknown")]
    [InlineData("name", "123456789012345678901", "too_long")]
    [InlineData("name", "two\nlines", "not_one_line")]
    [InlineData("idNumber", "110105194912310021", "bad_checksum")]
    [InlineData("idNumber", "110105194902310021", "bad_date")]
    [InlineData("start", "2026-02-30", "not_a_date")]
    [InlineData("start", "long-term", "not_a_date")]
    [InlineData("amount", "a lot", "not_a_number")]
    [InlineData("agreed", "yes", "not_a_boolean")]
    public async Task A_value_of_the_wrong_form_is_refused_at_once(string field, string value, string code)
    {
        var desk = await CaseDesk.Open(await hosts.Shared(Backend.Embedded));

        var problem = await desk.Citizen.Client.Put(
            $"{desk.Path}/fields", new { fields = new Dictionary<string, string> { [field] = value } }, desk.ETag).Refused(400, "request_invalid");

        var error = Assert.Single(problem["errors"]!.AsArray())!;
        Assert.Equal(($"fields.{field}", code), ((string)error["field"]!, (string)error["code"]!));
        Assert.DoesNotContain(value, problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Fields_are_replaced_as_a_whole_and_blanks_are_none(Backend backend)
    {
        var desk = await CaseDesk.Open(await hosts.Shared(backend));

        await desk.Put("fields", new { fields = new { name = " 张三 ", start = "2026-11-23", amount = "12.50" } });
        Assert.Equal("张三", (string)desk.View["fields"]!["name"]!);
        await desk.Put("fields", Json("""{"fields":{"name":"李四","start":null,"amount":"  "}}"""));

        Assert.Equal("""{"name":"李四"}""", System.Text.RegularExpressions.Regex.Unescape(desk.View["fields"]!.ToJsonString()));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Emptiness_is_no_mistake_but_a_finding(Backend backend)
    {
        var desk = await CaseDesk.Open(await hosts.Shared(backend));

        await desk.Put("fields", new { fields = new { } });

        Assert.Contains((await desk.Check())["findings"]!.AsArray(), f => (string)f!["checkId"]! == "field.present" && (string?)f["target"]!["id"] == "name");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Personal_values_need_the_consent_that_they_touch(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var desk = await CaseDesk.Open(host, await host.NewCitizen(consents: false));
        await Missing(new { name = "张三" }, "privacy");
        await Give("privacy");
        await desk.Put("fields", new { fields = new { name = "张三" } });
        await Missing(new { name = "张三", illness = "x" }, "health");
        await Give("health");
        await desk.Put("fields", new { fields = new { name = "张三", illness = "x" } });

        async Task Missing(object fields, string kind)
        {
            var problem = await desk.Citizen.Client.Put($"{desk.Path}/fields", new { fields }, desk.ETag).Refused(403, "consent_needed");
            Assert.Equal([kind], problem["subjects"]!.AsArray().Select(s => (string)s!));
        }

        Task Give(string kind) => desk.Citizen.Client.Put("me/consents", new { kind, version = 1, given = true }).Ok();
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Every_change_asks_for_the_version_and_gives_the_next(Backend backend)
    {
        var desk = await CaseDesk.Complete(await hosts.Shared(backend));
        var client = desk.Citizen.Client;
        (string What, object Body)[] changes =
        [
            ("answers", new { answers = new { } }), ("fields", new { fields = new { } }), ("materials/idCard/fields", new { fields = new { } }),
            ("materials/proof/unavailable", new { reason = "x" }), ("findings/f/explanation", new { text = "x" }),
        ];

        foreach (var (what, body) in changes)
        {
            await client.Put($"{desk.Path}/{what}", body).Refused(428, "version_missing");
            await client.Put($"{desk.Path}/{what}", body, "\"0\"").Refused(412, "changed_meanwhile");
        }

        foreach (var what in new[] { "submit", "withdraw", "hand-over" })
        {
            var body = what == "hand-over" ? new { mode = "online" } : (object)new { };
            await client.Post($"{desk.Path}/{what}", body).Refused(428, "version_missing");
            await client.Post($"{desk.Path}/{what}", body, ifMatch: "\"0\"").Refused(412, "changed_meanwhile");
        }

        var before = desk.ETag;
        await desk.Put("fields", new { fields = new { name = "x" } });
        Assert.NotEqual(before, desk.ETag);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Of_two_changes_to_one_version_one_wins(Backend backend)
    {
        var desk = await CaseDesk.Open(await hosts.Shared(backend));

        var both = await Task.WhenAll(new[] { "一", "二" }.Select(name =>
            desk.Citizen.Client.Put($"{desk.Path}/fields", new { fields = new { name } }, desk.ETag)));

        Assert.Equal([200, 412], both.Select(b => (int)b.StatusCode).Order());
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Words_have_a_length_and_papers_a_name(Backend backend)
    {
        var desk = await CaseDesk.Open(await hosts.Shared(backend));
        var client = desk.Citizen.Client;

        await client.Put($"{desk.Path}/materials/proof/unavailable", new { reason = " " }, desk.ETag).Refused(400, "request_invalid");
        await client.Put($"{desk.Path}/materials/proof/unavailable", new { reason = new string('x', 501) }, desk.ETag).Refused(400, "request_invalid");
        await client.Put($"{desk.Path}/materials/nothing/unavailable", new { reason = "x" }, desk.ETag).Refused(404, "slot_unknown");
        await client.Put($"{desk.Path}/materials/nothing/fields", new { fields = new { } }, desk.ETag).Refused(404, "slot_unknown");
        await desk.Put("materials/proof/unavailable", new { reason = "x" });
        await desk.Put("materials/proof/unavailable", new { reason = (string?)null });
        Assert.Null(desk.Material("proof")["unavailable"]);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_check_compares_what_was_typed_and_changes_nothing(Backend backend)
    {
        var desk = await CaseDesk.Complete(await hosts.Shared(backend));
        await desk.Put("materials/idCard/fields", new { fields = new { name = "别人" } });

        var check = await desk.Check();

        var finding = check["findings"]!.AsArray().Single(f => (string)f!["checkId"]! == "card.name")!;
        Assert.Equal(["别人", desk.Citizen.Name], finding["explanation"]!["values"]!.AsArray().Select(v => (string)v!["value"]!));
        Assert.Equal(("failed", false), ((string)check["result"]!, (bool)check["canSubmit"]!));
        Assert.Equal(desk.ETag, (await desk.Citizen.Client.Get(desk.Path).Answer()).ETag);
        await desk.Put($"findings/{finding["id"]}/explanation", new { text = "曾用名" });
        Assert.Equal([(string)finding["id"]!], (await desk.Check())["explained"]!.AsArray().Select(e => (string)e!));
    }

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");
}
