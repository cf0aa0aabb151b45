using System.Net;
using System.Text.Json.Nodes;
using PreExam.Testing;

namespace PreExam.Server.Tests.Review;

public sealed class ClaimRaceTests(Hosts hosts)
{
    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Of_twelve_who_ask_at_once_for_eight_cases_eight_get_one_each_and_four_hear_that_none_waits(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var cases = await host.SubmittedCases(8);
        var caseworkers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => host.Caseworker()));

        for (var round = 0; round < 3; round++)
        {
            var answers = await Task.WhenAll(caseworkers.Select(c => c.Client.Post("staff/queue/claim")));

            Assert.Equal(8, answers.Count(a => a.StatusCode == HttpStatusCode.OK));
            Assert.Equal(4, answers.Count(a => a.StatusCode == HttpStatusCode.NoContent));
            var taken = await Task.WhenAll(answers.Where(a => a.StatusCode == HttpStatusCode.OK).Select(async a => JsonNode.Parse(await a.Content.ReadAsStringAsync())!));
            Assert.Equal(cases.Select(c => c.Id).Order(), taken.Select(t => (Guid)t["caseId"]!).Order());
            Assert.Equal(8, taken.Select(t => (Guid)t["heldBy"]!).Distinct().Count());
            await Task.WhenAll(taken.Select(t => caseworkers.Single(c => c.Id == (Guid)t["heldBy"]!).Client.Post($"staff/cases/{t["caseId"]}/release").Ok()));
        }
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Of_six_who_want_the_same_case_one_gets_it_and_the_others_hear_who_holds_it(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var wanted = (await host.SubmittedCases(1))[0];
        var caseworkers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => host.Caseworker()));

        var answers = await Task.WhenAll(caseworkers.Select(c => c.Client.Post($"staff/cases/{wanted.Id}/claim")));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        foreach (var refused in answers.Where(a => a.StatusCode != HttpStatusCode.OK)) await Task.FromResult(refused).Refused(409, "case_held_by_another");
    }
}
