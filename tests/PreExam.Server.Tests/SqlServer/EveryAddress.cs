using System.Text.Json.Nodes;
using PreExam.Persistence.Keys;
using PreExam.Server.Platform;
using PreExam.Server.Tests.WrongInput;
using PreExam.Testing;

namespace PreExam.Server.Tests.SqlServer;

/// <summary>Everything that can be read, as the API's own description tells it, and of every list the second page.</summary>
internal sealed class EveryAddress(PreExamHost host, Citizen citizen, StaffMember staff, CaseWalk walk)
{
    public async Task Ask()
    {
        var page = (string)walk.View["materials"]!.AsArray().SelectMany(m => m!["pages"]!.AsArray()).First()!["id"]!;
        var links = await citizen.Client.Get($"cases/{walk.Id}/pages/{page}/links").Ok();
        var dead = (string)(await staff.Client.Get("staff/dead-letters").Ok())["items"]![0]!["id"]!;
        var values = new Dictionary<string, string>
        {
            ["cases"] = walk.Id.ToString(), ["pages"] = page, ["images"] = ((string)links["page"]!).Split('/')[^1], ["matters"] = "999070010101", ["versions"] = "1",
            ["filings"] = (string)walk.View["filing"]!["number"]!, ["registrations"] = "R-1", ["dead-letters"] = dead,
        };

        foreach (var operation in ApiOperation.All(await host.Client.Get("/openapi/v1.json").Ok()).Where(o => o.Method == HttpMethod.Get))
        {
            var callers = !operation.Secured ? [host.Client]
                : operation.Policies.Contains(Caller.Applicant) ? [citizen.Client]
                : operation.Policies.Count > 0 ? (HttpClient[])[staff.Client] : [citizen.Client, staff.Client];
            var segments = operation.Path.Split('/');
            var address = string.Join('/', segments.Select((s, at) => !s.StartsWith('{') ? s : values.GetValueOrDefault(segments[at - 1], Guid.NewGuid().ToString())));
            foreach (var caller in callers) await Ask(caller, address, operation.Parameters.Any(p => p.Name == "limit"));
        }

        foreach (var query in (string[])["mine=true&overdue=true&matter=999070010101", "state=passed", "state=returned&after=" + Cursor.Write("", Guid.NewGuid().ToString("N"))])
            await staff.Client.Get($"staff/queue?{query}").Ok();
        await staff.Client.Get($"staff/cases/{walk.Id}/feedback/preview?result=passed").Ok();
    }

    private static async Task Ask(HttpClient caller, string address, bool isList)
    {
        using var response = await caller.GetAsync(isList ? $"{address}?limit=1" : address);
        Assert.True((int)response.StatusCode < 500, $"{address} answered {(int)response.StatusCode}");
        if (!isList || !response.IsSuccessStatusCode) return;
        var next = (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["next"];
        if (next is not null) await caller.Get($"{address}?limit=1&after={next}").Ok();
    }
}
