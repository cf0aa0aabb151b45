using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PreExam.Server.Platform;
using PreExam.Server.Tests.Cases;
using PreExam.Testing;

namespace PreExam.Server.Tests.Review;

/// <summary>What tests of the staff's side share.</summary>
internal static class ReviewScene
{
    /// <summary>A caseworker of the department of <see cref="SmallMatter"/>.</summary>
    public static Task<StaffMember> Caseworker(this PreExamHost host) => host.NewStaff(SmallMatter.Department, Caller.Caseworker);

    /// <summary>A supervisor of that department.</summary>
    public static Task<StaffMember> Supervisor(this PreExamHost host) => host.NewStaff(SmallMatter.Department, Caller.Supervisor);

    /// <summary>Several submitted cases of one person.</summary>
    public static async Task<List<CaseDesk>> SubmittedCases(this PreExamHost host, int count)
    {
        var citizen = await host.NewCitizen();
        var cases = new List<CaseDesk>();
        for (var i = 0; i < count; i++)
        {
            cases.Add(await CaseDesk.Complete(host, citizen));
            await cases[i].Submit();
        }

        return cases;
    }

    /// <summary>The background worker of the running server.</summary>
    public static T Worker<T>(this PreExamHost host)
        where T : IHostedService => host.Services.GetServices<IHostedService>().OfType<T>().Single();

    /// <summary>The case as it stands in the queue.</summary>
    public static async Task<JsonNode> InQueue(this StaffMember staff, Guid caseId) =>
        (await staff.Client.Get("staff/queue?limit=100").Ok())["items"]!.AsArray().Single(row => (Guid)row!["id"]! == caseId)!;

    /// <summary>Gives one verdict on the case as it is now.</summary>
    public static async Task<Task<HttpResponseMessage>> Verdict(this StaffMember staff, Guid caseId, string slot, object verdict) =>
        staff.Client.Put($"staff/cases/{caseId}/materials/{slot}/verdict", verdict, (await staff.Client.Get($"staff/cases/{caseId}").Answer()).ETag);

    /// <summary>What the audit log has of a case, newest first.</summary>
    public static async Task<List<JsonNode>> AuditOf(this PreExamHost host, Guid caseId) =>
        [.. (await (await host.Administrator()).Client.Get($"staff/audit?target={caseId}&limit=100").Ok())["items"]!.AsArray().Select(line => line!)];

    /// <summary>Makes a day free of work and publishes the table under a name.</summary>
    public static async Task PublishRestDay(this PreExamHost host, DateOnly day, string version)
    {
        var administrator = await host.Administrator();
        var table = (await administrator.Client.Get("staff/holidays").Ok())["table"]!;
        var text = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var year = table["years"]!.AsArray().SingleOrDefault(y => (int)y!["year"]! == day.Year);
        if (year is null)
        {
            year = new JsonObject { ["year"] = day.Year, ["status"] = "provisional", ["source"] = null, ["rest"] = new JsonArray(), ["makeUp"] = new JsonArray() };
            table["years"]!.AsArray().Add(year);
        }

        year["rest"]!.AsArray().Add(new JsonObject { ["name"] = "临时放假", ["from"] = text, ["to"] = text });
        table["version"] = version;
        await administrator.Client.Put("staff/holidays", table).Ok();
    }
}
