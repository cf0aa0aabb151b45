using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PreExam.Domain.Cases;
using PreExam.Persistence;
using PreExam.Server.Platform;
using PreExam.Testing;
using Xunit;

namespace PreExam.Server.Tests.Cases;

public sealed class OpenCaseTests(Hosts hosts)
{
    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_new_case_is_a_draft_with_a_number_a_last_day_and_the_next_step(Backend backend)
    {
        var desk = await CaseDesk.Open(await hosts.Shared(backend));

        Assert.True(CaseNumber.IsValid((string)desk.View["number"]!));
        Assert.Equal(("draft", "\"1\""), (desk.State, desk.ETag));
        Assert.NotNull(desk.View["lapsesOn"]);
        Assert.Equal(("complete", "applicant"), ((string)desk.View["next"]!["action"]!, (string)desk.View["next"]!["who"]!));
        Assert.Equal(["idCard", "proof", "report"], desk.View["materials"]!.AsArray().Where(m => m!["required"] is not null).Select(m => (string)m!["slot"]!));
        Assert.Null(desk.Material("attorney")["required"]); // whether it is needed hangs on an answer still missing
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task The_same_key_twice_opens_one_case_and_another_body_under_it_is_refused(Backend backend)
    {
        var host = await hosts.Shared(backend);
        await SmallMatter.Publish(host);
        var citizen = await host.NewCitizen();
        var key = Guid.NewGuid().ToString();

        var first = await citizen.Client.Post("cases", new { matter = SmallMatter.Code }, key).Answer();
        var second = await citizen.Client.Post("cases", new { matter = SmallMatter.Code }, key).Answer();

        Assert.Equal((first.Body.ToJsonString(), first.ETag), (second.Body.ToJsonString(), second.ETag));
        await citizen.Client.Post("cases", new { matter = "999070010101" }, key).Refused(422, "idempotency_key_reused");
        Assert.Single((await citizen.Client.Get("cases").Ok())["items"]!.AsArray());
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Cases_opened_at_once_each_get_a_number_of_their_own_even_the_first_of_a_day(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        await SmallMatter.Publish(host);
        var citizen = await host.NewCitizen();

        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => citizen.Client.Post("cases", new { matter = SmallMatter.Code }).Ok()));

        Assert.Equal(Enumerable.Range(1, 8), opened.Select(o => int.Parse(((string)o["number"]!)[10..16], null)).Order());
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_case_stays_with_the_version_it_began_with(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var desk = await CaseDesk.Open(host);

        await SmallMatter.PublishWithout(host, "proof");

        Assert.Equal(1, (int)(await desk.Refresh())["matter"]!["version"]!);
        Assert.NotNull(desk.Material("proof"));
        var next = await desk.Citizen.Client.Post("cases", new { matter = SmallMatter.Code }).Ok();
        Assert.Equal(2, (int)next["matter"]!["version"]!);
        Assert.DoesNotContain(next["materials"]!.AsArray(), m => (string)m!["slot"]! == "proof");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task An_unknown_matter_is_not_found(Backend backend)
    {
        var citizen = await (await hosts.Shared(backend)).NewCitizen();

        await citizen.Client.Post("cases", new { matter = "000000000000" }).Refused(404, "not_found");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_guardian_opens_for_a_child_after_consenting_to_that(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var guardian = await host.NewCitizen();
        var child = ResidentNumbers.Next(new DateOnly(2018, 5, 6));
        await guardian.Client.Put("me/consents", new { kind = "minor", version = 1, given = false }).Ok();
        await SmallMatter.Publish(host);
        var body = new { matter = SmallMatter.Code, onBehalfOf = new { name = "小明", idNumber = child, relation = "父亲" } };
        await guardian.Client.Post("cases", body).Refused(403, "consent_needed");
        await guardian.Client.Put("me/consents", new { kind = "minor", version = 1, given = true }).Ok();

        var desk = await CaseDesk.Open(host, guardian, body.onBehalfOf);

        var subject = desk.View["subject"]!;
        Assert.Equal(("小明", "父亲"), ((string)subject["name"]!, (string)subject["relation"]!));
        Assert.DoesNotContain(child, desk.View.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain((await desk.Check())["findings"]!.AsArray(), f => (string)f!["checkId"]! == "applicant.guardian");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_child_that_is_none_is_refused_with_every_mistake(Backend backend)
    {
        var host = await hosts.Shared(backend);
        await SmallMatter.Publish(host);
        var citizen = await host.NewCitizen();

        await Mistakes(new { name = " ", idNumber = "110105194912310021", relation = "" }, "onBehalfOf.name", "onBehalfOf.relation", "onBehalfOf.idNumber");
        await Mistakes(new { name = "大明", idNumber = ResidentNumbers.Next(), relation = "父亲" }, "onBehalfOf.idNumber");
        await citizen.Client.Post("cases", new { matter = "999070010101", onBehalfOf = new { name = "小明", idNumber = ResidentNumbers.Next(new DateOnly(2018, 1, 1)), relation = "父亲" } })
            .Refused(422, "guardian_not_allowed");

        async Task Mistakes(object child, params string[] fields)
        {
            var problem = await citizen.Client.Post("cases", new { matter = SmallMatter.Code, onBehalfOf = child }).Refused(400, "request_invalid");
            Assert.Equal(fields.Order(), problem["errors"]!.AsArray().Select(e => (string)e!["field"]!).Order());
        }
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Cases_are_listed_newest_first_page_by_page_and_by_state(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var citizen = await host.NewCitizen();
        var opened = new List<Guid>();
        for (var i = 0; i < 5; i++) opened.Add((await CaseDesk.Open(host, citizen)).Id);
        var last = await CaseDesk.Open(host, citizen);
        await last.Post("withdraw");

        var listed = new List<Guid>();
        string? after = null;
        do
        {
            var page = await citizen.Client.Get($"cases?limit=2&state=draft{(after is null ? "" : $"&after={after}")}").Ok();
            listed.AddRange(page["items"]!.AsArray().Select(i => (Guid)i!["id"]!));
            after = (string?)page["next"];
        }
        while (after is not null);

        Assert.Equal(Enumerable.Reverse(opened), listed);
        var row = (await citizen.Client.Get("cases?state=withdrawn").Ok())["items"]!.AsArray().Single()!;
        Assert.Equal((last.Id, "已撤回"), ((Guid)row["id"]!, (string)row["stateText"]!["zh"]!));
        Assert.NotNull(row["matterName"]!["zh"]);
        await citizen.Client.Get("cases?limit=0").Refused(400, "request_invalid");
        await citizen.Client.Get("cases?limit=101").Refused(400, "request_invalid");
        await citizen.Client.Get("cases?after=nonsense").Refused(400, "cursor_invalid");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Another_persons_case_is_not_there(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var desk = await CaseDesk.Complete(host);
        var other = (await host.NewCitizen()).Client;
        var (path, tag) = (desk.Path, desk.ETag);

        await other.Get(path).Refused(404, "not_found");
        await other.Get($"{path}/timeline").Refused(404, "not_found");
        await other.Get($"{path}/receipt").Refused(404, "not_found");
        await other.Get($"{path}/counter-pass").Refused(404, "not_found");
        await other.Post($"{path}/check").Refused(404, "not_found");
        await other.Put($"{path}/answers", new { answers = new { } }, tag).Refused(404, "not_found");
        await other.Put($"{path}/fields", new { fields = new { } }, tag).Refused(404, "not_found");
        await other.Put($"{path}/materials/idCard/fields", new { fields = new { } }, tag).Refused(404, "not_found");
        await other.Put($"{path}/materials/idCard/unavailable", new { reason = "x" }, tag).Refused(404, "not_found");
        await other.Put($"{path}/findings/f/explanation", new { text = "x" }, tag).Refused(404, "not_found");
        await other.Post($"{path}/submit", ifMatch: tag).Refused(404, "not_found");
        await other.Post($"{path}/withdraw", ifMatch: tag).Refused(404, "not_found");
        await other.Post($"{path}/hand-over", new { mode = "online" }, ifMatch: tag).Refused(404, "not_found");
        Assert.Equal(tag, (await desk.Citizen.Client.Get(path).Answer()).ETag);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Nobody_without_a_token_and_no_staff_gets_in(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var staff = await host.NewStaff(SmallMatter.Department, Caller.Caseworker);

        await host.Client.Post("cases", new { matter = SmallMatter.Code }).Refused(401, "signed_out");
        await staff.Client.Post("cases", new { matter = SmallMatter.Code }).Refused(403, "not_allowed");
        await staff.Client.Get("cases").Refused(403, "not_allowed");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task What_was_typed_can_not_be_read_in_the_database(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var desk = await CaseDesk.Open(host);
        await desk.FillIn();
        await desk.Put("materials/proof/unavailable", new { reason = "房东不在本地" });

        await using var scope = host.Services.CreateAsyncScope();
        var stored = await scope.ServiceProvider.GetRequiredService<PreExamDb>().Cases.AsNoTracking()
            .SingleAsync(c => c.Id == desk.Id, TestContext.Current.CancellationToken);

        var text = System.Text.Json.JsonSerializer.Serialize(stored);
        Assert.DoesNotContain(desk.Citizen.Name, System.Text.RegularExpressions.Regex.Unescape(text), StringComparison.Ordinal);
        Assert.NotNull(stored.FieldsSealed);
        Assert.NotNull(stored.FindMaterial("idCard")!.TypedFieldsSealed);
        Assert.DoesNotContain("房东", stored.FindMaterial("proof")!.UnavailableSealed!, StringComparison.Ordinal);
        Assert.DoesNotContain(desk.Citizen.Name, host.Logs.ToString(), StringComparison.Ordinal);
    }
}
