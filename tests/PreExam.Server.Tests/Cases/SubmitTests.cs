using System.Net;
using System.Text.Json.Nodes;
using PreExam.Domain.Cases;
using PreExam.Domain.People;
using PreExam.Testing;
using Xunit;

namespace PreExam.Server.Tests.Cases;

public sealed class SubmitTests(Hosts hosts)
{
    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_complete_case_is_submitted_with_a_promise_and_can_no_longer_be_changed(Backend backend)
    {
        var desk = await CaseDesk.Complete(await hosts.Shared(backend));
        Assert.True((bool)(await desk.Check())["canSubmit"]!);
        Assert.Equal("submit", (string)(await desk.Refresh())["next"]!["action"]!);

        var view = await desk.Submit();

        Assert.Equal(("submitted", 1), (desk.State, (int)view["round"]!));
        Assert.Equal(("wait", "staff"), ((string)view["next"]!["action"]!, (string)view["next"]!["who"]!));
        Assert.True((DateTimeOffset)view["expected"]!["promisedBy"]! > desk.Host.Clock.GetUtcNow());
        Assert.Null(view["lapsesOn"]);
        await desk.Citizen.Client.Put($"{desk.Path}/fields", new { fields = new { name = "x" } }, desk.ETag).Refused(409, "case_not_editable");
        await desk.Citizen.Client.Post($"{desk.Path}/submit", ifMatch: desk.ETag).Refused(409, "case_not_editable");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task An_empty_case_is_refused_with_everything_that_stands_against_it(Backend backend)
    {
        var desk = await CaseDesk.Open(await hosts.Shared(backend));

        var problem = await desk.Citizen.Client.Post($"{desk.Path}/submit", ifMatch: desk.ETag).Refused(422, "case_has_findings");

        var findings = problem["findings"]!.AsArray();
        var subjects = problem["subjects"]!.AsArray().Select(s => (string)s!);
        Assert.All(subjects, id => Assert.Contains(findings, f => (string)f!["id"]! == id));
        Assert.Contains(findings, f => (string)f!["checkId"]! == "question.answered");
        Assert.Contains(findings, f => (string?)f!["target"]!["slot"] == "idCard");
        Assert.Equal(desk.ETag, (await desk.Citizen.Client.Get(desk.Path).Answer()).ETag);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_warning_stops_the_submission_until_it_is_explained_or_the_page_is_another(Backend backend)
    {
        var desk = await CaseDesk.Complete(await hosts.Shared(backend));
        var blurred = await desk.AddPage("idCard", PageState.Ready, "IMG_BLUR");
        var finding = (await desk.Check())["findings"]!.AsArray().Single(f => (string?)f!["target"]!["id"] == blurred.ToString())!;
        Assert.Equal(("warning", "failed"), ((string)finding["severity"]!, (string)finding["result"]!));
        await desk.Citizen.Client.Post($"{desk.Path}/submit", ifMatch: desk.ETag).Refused(422, "case_has_findings");

        await desk.Put($"findings/{finding["id"]}/explanation", new { text = "证件本身磨损" });

        Assert.True((bool)(await desk.Check())["canSubmit"]!);
        await desk.Put($"findings/{finding["id"]}/explanation", new { text = (string?)null });
        Assert.False((bool)(await desk.Check())["canSubmit"]!);
        await desk.ChangePage(blurred, page => page.Remove(desk.Host.Clock.GetUtcNow()));
        Assert.Equal("submitted", (string)(await desk.Submit())["state"]!);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_blocker_can_not_be_explained_away(Backend backend)
    {
        var desk = await CaseDesk.Open(await hosts.Shared(backend));
        var missing = (await desk.Check())["findings"]!.AsArray().First(f => (string?)f!["target"]!["slot"] == "idCard")!;

        await desk.Citizen.Client.Put($"{desk.Path}/findings/{missing["id"]}/explanation", new { text = "no" }, desk.ETag).Refused(409, "finding_not_explainable");
        await desk.Citizen.Client.Put($"{desk.Path}/findings/nothing/explanation", new { text = "no" }, desk.ETag).Refused(404, "not_found");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task What_can_not_be_provided_goes_to_the_caseworker_with_the_reason(Backend backend)
    {
        var desk = await CaseDesk.Open(await hosts.Shared(backend));
        await desk.FillIn();
        await desk.Put("answers", new { answers = new { who = new[] { "agent" } } });
        await desk.Citizen.Client.Post($"{desk.Path}/submit", ifMatch: desk.ETag).Refused(422, "case_has_findings");

        await desk.Put("materials/attorney/unavailable", new { reason = "代办人在外地" });

        Assert.Equal("代办人在外地", (string)desk.Material("attorney")["unavailable"]!);
        Assert.Equal("submitted", (string)(await desk.Submit())["state"]!);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_page_being_processed_is_waited_for(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var desk = await CaseDesk.Complete(host);
        var page = await desk.AddPage("idCard", PageState.Received);

        var submission = desk.Submit();
        await desk.ChangePage(page, p => p.BecomeReady([], [], host.Clock.GetUtcNow()));

        Assert.Equal("submitted", (string)(await submission)["state"]!);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_page_that_takes_too_long_is_named_and_after_ten_minutes_no_longer_in_the_way(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, "Cases:WaitForPages=00:00:00.3");
        var desk = await CaseDesk.Complete(host);
        var page = await desk.AddPage("idCard", PageState.Received);

        var problem = await desk.Citizen.Client.Post($"{desk.Path}/submit", ifMatch: desk.ETag).Refused(409, "pages_not_ready");

        Assert.Equal([page.ToString()], problem["subjects"]!.AsArray().Select(s => (string)s!));
        Assert.True((int)problem["expectedWaitSeconds"]! > 0);
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("submitted", (string)(await desk.Submit())["state"]!);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_page_whose_bytes_are_not_those_that_arrived_is_named(Backend backend)
    {
        var desk = await CaseDesk.Complete(await hosts.Shared(backend));
        var page = await desk.AddPage("proof", PageState.Received);
        await desk.ChangePage(page, p => p.TellMismatch(desk.Host.Clock.GetUtcNow()));

        var problem = await desk.Citizen.Client.Post($"{desk.Path}/submit", ifMatch: desk.ETag).Refused(409, "page_damaged");

        Assert.Equal(page.ToString(), (string)problem["subjects"]![0]!);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_page_whose_blob_is_gone_is_named(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var desk = await CaseDesk.Complete(host);
        Directory.Delete(Path.Combine(host.DataFolder, "blobs"), recursive: true);

        await desk.Citizen.Client.Post($"{desk.Path}/submit", ifMatch: desk.ETag).Refused(409, "page_damaged");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Whoever_is_not_known_well_enough_may_prepare_but_not_submit(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var desk = await CaseDesk.Complete(host, await host.NewCitizen(IdentityLevel.Phone));

        var problem = await desk.Citizen.Client.Post($"{desk.Path}/submit", ifMatch: desk.ETag).Refused(403, "identity_level_needed");

        Assert.Equal("realName", (string)problem["subjects"]![0]!);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_consent_taken_back_stops_the_submission(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var desk = await CaseDesk.Complete(host);
        await desk.AddPage("report");
        await desk.Citizen.Client.Put("me/consents", new { kind = "health", version = 1, given = false }).Ok();

        var problem = await desk.Citizen.Client.Post($"{desk.Path}/submit", ifMatch: desk.ETag).Refused(403, "consent_needed");

        Assert.Equal(["health"], problem["subjects"]!.AsArray().Select(s => (string)s!));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Of_two_submissions_at_once_one_wins(Backend backend)
    {
        var desk = await CaseDesk.Complete(await hosts.Shared(backend));

        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => desk.Citizen.Client.Post($"{desk.Path}/submit", ifMatch: desk.ETag)));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed], both.Select(b => b.StatusCode).Order());
        Assert.Equal(1, (int)(await desk.Refresh())["round"]!);
        Assert.Single(await Timeline(desk), t => (string)t!["type"]! == "CaseSubmitted");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task The_same_key_twice_submits_once_and_gives_the_same_answer(Backend backend)
    {
        var desk = await CaseDesk.Complete(await hosts.Shared(backend));
        var key = Guid.NewGuid().ToString();

        var first = await desk.Citizen.Client.Post($"{desk.Path}/submit", key: key, ifMatch: desk.ETag).Answer();
        var second = await desk.Citizen.Client.Post($"{desk.Path}/submit", key: key, ifMatch: desk.ETag).Answer();

        Assert.Equal((first.Body.ToJsonString(), first.ETag), (second.Body.ToJsonString(), second.ETag));
        Assert.Single(await Timeline(desk), t => (string)t!["type"]! == "CaseSubmitted");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task The_receipt_holds_every_page_as_it_arrived_and_can_be_printed(Backend backend)
    {
        var desk = await CaseDesk.Complete(await hosts.Shared(backend));
        await desk.Citizen.Client.Get($"{desk.Path}/receipt").Refused(409, "case_not_submitted");
        await desk.AddPage("attorney"); // not asked for with these answers, so not handed in
        await desk.Submit();

        var receipt = await desk.Citizen.Client.Get($"{desk.Path}/receipt").Ok();

        var pages = receipt["rounds"]![0]!["pages"]!.AsArray();
        Assert.Equal(["idCard", "proof"], pages.Select(p => (string)p!["slot"]!));
        Assert.Equal(
            new[] { "idCard", "proof" }.Select(slot => (string)desk.Material(slot)["pages"]![0]!["sha256"]!), pages.Select(p => (string)p!["sha256"]!));
        using var asked = new HttpRequestMessage(HttpMethod.Get, $"{desk.Path}/receipt") { Headers = { { "Accept", "text/html" } } };
        using var printed = await desk.Citizen.Client.SendAsync(asked, TestContext.Current.CancellationToken);
        Assert.Equal("text/html", printed.Content.Headers.ContentType!.MediaType);
        var html = await printed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.All(pages, p => Assert.Contains((string)p!["sha256"]!, html, StringComparison.Ordinal));
    }

    private static async Task<JsonArray> Timeline(CaseDesk desk) => (await desk.Citizen.Client.Get($"{desk.Path}/timeline").Ok()).AsArray();
}
