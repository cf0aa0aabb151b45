using System.Text.Json.Nodes;
using PreExam.Server.Supervision;
using PreExam.Server.Tests.Cases;
using PreExam.Server.Tests.Review;
using PreExam.Testing;

namespace PreExam.Server.Tests.Filings;

/// <summary>From the first question to the licence, over HTTP.</summary>
public sealed class CompanyLineTests(Hosts hosts)
{
    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_limited_company_goes_from_its_list_of_papers_to_its_licence_and_sees_every_certificate(Backend backend)
    {
        await using var host = await hosts.NewHost(
            backend, "Review:TakeBack=00:00:00.1", $"Integrations:Departments:{CaseWalk.Department}:Secret={DepartmentEvents.Secret}");
        var founder = await host.NewCitizen();
        var list = await founder.Client.Post($"matters/{CompanyCase.Matter}/requirements", new { answers = CompanyCase.Answers }).Ok();
        Assert.True((bool)list["complete"]!);
        Assert.Equal(
            ["application", "appointment", "articles", "idCard.officers", "idCard.shareholders", "premisesDeclaration"],
            list["materials"]!.AsArray().Where(m => (string)m!["required"]! == "yes").Select(m => (string)m!["slot"]!).Order(StringComparer.Ordinal));
        Assert.Contains("申报承诺", (string)list["materials"]!.AsArray().Single(m => (string)m!["slot"]! == "premisesDeclaration")!["why"]!["zh"]!, StringComparison.Ordinal);

        var walk = await CompanyCase.Complete(founder, host);
        await walk.Submit();
        var staff = await host.NewStaff(CaseWalk.Department, "caseworker");
        await staff.Client.Post("staff/queue/claim").Ok();
        var desk = new Desk(staff, walk.Id);
        await desk.AcceptAll();
        await desk.Feedback(new { result = "passed" });
        await Eventually.Holds(async () => { await walk.Refresh(); return walk.State == "passed"; }, "the case has passed");
        Assert.Empty((await founder.Client.Get("registrations").Ok())["items"]!.AsArray());
        await walk.Post("hand-over", new { mode = "online" });
        await Eventually.Holds(async () => { await walk.Refresh(); return walk.View["filing"] is not null; }, "a filing is open");

        var number = (string)walk.View["filing"]!["number"]!;
        var filing = await founder.Client.Get($"filings/{number}").Ok();
        var registrationNumber = (string)filing["registration"]!;
        Assert.Equal(("online", CompanyCase.Matter), ((string)filing["filing"]!["mode"]!, (string)filing["filing"]!["matterCode"]!));
        var registration = await founder.Client.Get($"registrations/{registrationNumber}").Ok();
        Assert.Equal(number, (string)registration["filing"]!);
        Assert.Equal(
            [
                "LICENCE pushed", "SEAL waiting", "TAX waiting", "SOCIAL_INSURANCE waiting", "MEDICAL_INSURANCE notSelected", "HOUSING_FUND notSelected",
                "BANK_ACCOUNT waiting", "STATISTICS waiting", "CUSTOMS notSelected",
            ],
            Tracks(registration));
        Assert.All(registration["tracks"]!.AsArray(), t => Assert.NotEmpty((string)t!["department"]!));

        foreach (var (status, licence) in (IEnumerable<(string, string)>)[("accepted", "claimed"), ("correctionAsked", "needsInfo"), ("examining", "claimed"), ("granted", "done")])
        {
            await DepartmentEvents.Tell(host, number, status);
            registration = await founder.Client.Get($"registrations/{registrationNumber}").Ok();
            Assert.Equal($"LICENCE {licence}", Tracks(registration).First());
            Assert.Equal(status, (string)(await founder.Client.Get($"filings/{number}").Ok())["filing"]!["status"]!);
        }

        Assert.Equal(
            (DateTimeOffset)(await founder.Client.Get($"filings/{number}").Ok())["filing"]!["since"]!, (DateTimeOffset)registration["tracks"]![0]!["since"]!);
        Assert.Equal(registrationNumber, (string)Assert.Single((await founder.Client.Get("registrations").Ok())["items"]!.AsArray())!["number"]!);
        var kept = (await founder.Client.Get("me/export").Ok())["parts"]!["filings"]![0]!;
        Assert.Equal((number, registrationNumber, "granted"), ((string)kept["number"]!, (string)kept["registration"]!, (string)kept["status"]!));
        Assert.Equal(9, kept["certificates"]!.AsArray().Count);

        var stranger = await host.NewCitizen();
        await stranger.Client.Get($"filings/{number}").Refused(404, "not_found");
        await stranger.Client.Get($"registrations/{registrationNumber}").Refused(404, "not_found");
        Assert.Empty((await stranger.Client.Get("filings").Ok())["items"]!.AsArray());
        Assert.Empty((await stranger.Client.Get("registrations").Ok())["items"]!.AsArray());
        Assert.Empty((await stranger.Client.Get("me/export").Ok())["parts"]!["filings"]!.AsArray());
    }

    [Fact]
    public async Task A_company_that_nobody_answered_in_time_sees_its_licence_taken_by_the_department_since_the_receipt()
    {
        await using var host = await hosts.NewHost(Backend.Embedded, "Supervision:SweepEvery=01:00:00", "Supervision:UploadCountsAsReceipt=true");
        var founder = await host.NewCitizen();
        var walk = await CompanyCase.Complete(founder, host);
        await walk.Submit();
        host.Clock.Advance(TimeSpan.FromDays(20));

        await host.Worker<SignalSweep>().RaiseAll(TestContext.Current.CancellationToken);

        await Eventually.Holds(async () => { await walk.Refresh(); return (string?)walk.View["filing"]?["status"] == "deemedAccepted"; }, "the acceptance by silence");
        var registration = (await founder.Client.Get("registrations").Ok())["items"]![0]!;
        Assert.Equal("LICENCE claimed", Tracks(registration).First());
        Assert.Equal((DateTimeOffset)walk.View["submittedAt"]!, (DateTimeOffset)registration["tracks"]![0]!["since"]!, TimeSpan.FromMilliseconds(1));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Each_way_of_handing_over_opens_one_filing_and_the_list_pages_through_them_newest_first(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var person = await host.NewCitizen();
        List<string> numbers = [];
        foreach (var mode in (string[])["online", "post", "counter"])
        {
            var desk = await CaseDesk.Complete(host, person);
            await desk.Submit();
            await desk.Answer();
            await person.Client.Post($"{desk.Path}/hand-over", new { mode = "online,post" }, ifMatch: desk.ETag).Refused(400, "body_unreadable");
            await person.Client.Post($"{desk.Path}/hand-over", new { mode = "pigeon" }, ifMatch: desk.ETag).Refused(400, "body_unreadable");
            await desk.Post("hand-over", new { mode });
            await PreExamHost.Eventually(async () => (await desk.Refresh())["filing"] is not null, "a filing");
            numbers.Add((string)desk.View["filing"]!["number"]!);
            var filing = await person.Client.Get($"filings/{numbers[^1]}").Ok();
            Assert.Equal(mode, (string)filing["filing"]!["mode"]!);
            Assert.Null(filing["filing"]!["status"]);
            Assert.StartsWith("RE-", (string)filing["registration"]!, StringComparison.Ordinal); // beside every filing whose matter has tracks
        }

        var first = await person.Client.Get("filings?limit=2").Ok();
        var second = await person.Client.Get($"filings?limit=2&after={(string)first["next"]!}").Ok();
        Assert.Null(second["next"]);
        numbers.Reverse();
        Assert.Equal(numbers, first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(f => (string)f!["number"]!));
        await person.Client.Get($"filings/{numbers[0].Replace("FE-", "PE-", StringComparison.Ordinal)}").Refused(404, "not_found");
    }

    private static IEnumerable<string> Tracks(JsonNode registration) =>
        registration["tracks"]!.AsArray().Select(t => $"{(string)t!["code"]!} {(string)t["state"]!}");
}
