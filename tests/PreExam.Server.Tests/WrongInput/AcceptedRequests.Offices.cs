using System.Text;
using System.Text.Json.Nodes;
using PreExam.Server.Catalogue.Loading;
using PreExam.Server.Platform;
using PreExam.Server.Tests.Cases;
using PreExam.Testing;

namespace PreExam.Server.Tests.WrongInput;

/// <content>The whole office's: accounts, catalogue, holidays, jobs, audit.</content>
internal static partial class AcceptedRequests
{
    private static Dictionary<string, Func<Scenes, Task<Call>>> Offices() => new()
    {
        ["SetUp"] = scenes => Task.FromResult(new Call(scenes.Nobody) { Body = Call.Json(StaffMember.SetUp(scenes.Host)), Once = true }),
        ["SignInStaff"] = async scenes =>
        {
            var member = await scenes.Host.NewStaff(Scenes.OtherDepartment, Caller.WindowClerk); // five wrong passwords lock it
            return new(scenes.Nobody) { Body = Call.Json(new { userName = member.UserName, password = member.Password }) };
        },
        ["RefreshStaff"] = async scenes => new(scenes.Nobody)
        {
            Body = Call.Json(new { refreshToken = (await scenes.Elsewhere.SignIn()).RefreshToken }),
            Also = [new("a person's refresh token", new(scenes.Nobody) { Body = Call.Json(new { refreshToken = (await scenes.Stranger.SignIn()).RefreshToken }) }, 401) { Code = "refresh_token_invalid" }],
        },
        ["SignOutStaff"] = async scenes => new(scenes.Nobody) { Body = Call.Json(new { refreshToken = (await scenes.Elsewhere.SignIn()).RefreshToken }) },
        ["ListStaff"] = async scenes => (await By(scenes, Caller.Administrator)).With("limit", "5"),
        ["AddStaff"] = async scenes => await By(scenes, Caller.Administrator) with { Body = NewAccount() },
        ["ChangeStaff"] = async scenes =>
        {
            var (account, etag) = await scenes.Staff(Caller.Administrator).Client.Post("staff/accounts", new StringContent(NewAccount(), Encoding.UTF8, "application/json")).Answer();
            return (await By(scenes, Caller.Administrator)).At("id", (string)account["id"]!) with
            {
                IfMatch = etag,
                Body = Call.Json(new { displayName = "审核员乙", department = SmallMatter.Department, roles = new[] { Caller.WindowClerk }, disabled = false, station = "ST-1" }),
            };
        },
        ["PublishMatter"] = async scenes =>
        {
            var shipped = ShippedFiles.Matters().Single(m => m.File == "999070010101.yaml").Text.Replace("999070010101", "888000000002", StringComparison.Ordinal);
            var call = await By(scenes, Caller.CatalogueEditor);
            Call Text(string text) => call with { Content = () => new StringContent(text, Encoding.UTF8, "application/yaml") };
            return Text(shipped) with
            {
                Also =
                [
                    new("text that is no YAML", Text("code: [\n"), 422) { Code = "matter_invalid" },
                    new("YAML that is no matter", Text("code: 17\n"), 422) { Code = "matter_invalid" },
                    new("a matter without a kind", Text(shipped.Replace("kind: confirmation\n", "", StringComparison.Ordinal)), 422) { Code = "matter_invalid" },
                    new("a matter with something unknown", Text(shipped + "\nnoSuchMember: 1\n"), 422) { Code = "matter_invalid" },
                    new("a text without an end", Text("# " + new string('长', 2_000_000)), 413) { Code = "body_too_large" },
                ],
            };
        },
        ["ListMatterVersions"] = async scenes => (await By(scenes, Caller.CatalogueEditor)).At("code", SmallMatter.Code).With("limit", "5"),
        ["GetMatterText"] = async scenes => (await By(scenes, Caller.CatalogueEditor)).At("code", SmallMatter.Code).At("version", "1"),
        ["ReadHolidays"] = scenes => By(scenes, Caller.StationAgent),
        ["PublishHolidays"] = Holidays,
        ["ReadAudit"] = async scenes => (await By(scenes, Caller.Administrator)).With("target", (await scenes.Held()).Id.ToString()).With("limit", "5"),
        ["VerifyAudit"] = scenes => By(scenes, Caller.Administrator),
        ["ListDeadLetters"] = async scenes => (await By(scenes, Caller.Administrator)).With("queue", Queues.News).With("limit", "5"),
        ["ListDiscardedDeadLetters"] = async scenes => (await By(scenes, Caller.Administrator)).With("limit", "5"),
        ["ReadDeadLetter"] = async scenes => (await By(scenes, Caller.Administrator)).At("id", (await scenes.DeadLetter()).ToString()),
        ["RedriveDeadLetter"] = async scenes => (await By(scenes, Caller.Administrator)).At("id", (await scenes.DeadLetter()).ToString()),
        ["DiscardDeadLetter"] = async scenes => (await By(scenes, Caller.Administrator)).At("id", (await scenes.DeadLetter()).ToString()) with
        {
            Body = Call.Json(new { reason = "已人工处理" }),
        },
        ["ReadQueues"] = scenes => By(scenes, Caller.Administrator),
        ["ListUnclearSends"] = async scenes => (await By(scenes, Caller.Administrator)).With("limit", "5"),
        ["ReceiveDepartmentEvent"] = DepartmentEvent,
    };

    private static async Task<Call> Holidays(Scenes scenes)
    {
        var inForce = (await scenes.Staff(Caller.Administrator).Client.Get("staff/holidays").Ok())["table"]!;
        var call = await By(scenes, Caller.Administrator) with
        {
            Body = Call.Json(new
            {
                version = $"test-{Guid.NewGuid():N}",
                years = new[] { new { year = 2027, status = "official", source = "test", rest = new[] { new { name = "春节", from = "2027-02-05", to = "2027-02-11" } }, makeUp = new[] { "2027-02-20" } } },
            }),
        };
        return call with
        {
            Also =
            [
                new("a version that no deadline has room for", call.Change("version", new string('v', 41)), 400),
                new("another table under the version in force", call.Change("version", inForce["version"]!.DeepClone()), 400),
                new("no years", call.Change("years", new JsonArray()), 400),
            ],
        };
    }

    private static string NewAccount() => Call.Json(new
    {
        userName = $"staff-{Guid.NewGuid():N}",
        displayName = "审核员甲",
        password = Guid.NewGuid().ToString(),
        department = SmallMatter.Department,
        roles = new[] { Caller.WindowClerk },
        station = "ST-1",
    });

    private static async Task<Call> DepartmentEvent(Scenes scenes)
    {
        var number = await Number(scenes, "filing");
        var now = scenes.Host.Clock.GetUtcNow();
        Action<HttpRequestMessage, string> Signed(string secret, DateTimeOffset at, string tail = "") =>
            (request, body) => DepartmentEvents.Sign(request, at, Guid.NewGuid().ToString(), body + tail, secret);
        var call = new Call(scenes.Nobody)
        {
            Body = Call.Json(new { type = "filing.status", timestamp = now, data = new { number, status = "accepted", at = now, sequence = 1 } }),
            Sign = Signed(DepartmentEvents.Secret, now),
            Key = null,
        };
        return call with
        {
            Also =
            [
                new("no signature", call with { Sign = null }, 401) { Code = "webhook_unsigned" },
                new("a signature over another body", call with { Sign = Signed(DepartmentEvents.Secret, now, " ") }, 401) { Code = "webhook_unsigned" },
                new("a signature of nobody's", call with { Sign = Signed("whsec_AAAA", now) }, 401) { Code = "webhook_unsigned" },
                new("another department's signature", call with { Sign = Signed(Scenes.OtherDepartmentsSecret, now) }, 404) { Code = "not_found" },
                new("a signature of yesterday's", call with { Sign = Signed(DepartmentEvents.Secret, now.AddDays(-1)) }, 400) { Code = "webhook_stale" },
                new("a signature of tomorrow's", call with { Sign = Signed(DepartmentEvents.Secret, now.AddDays(1)) }, 400) { Code = "webhook_stale" },
            ],
        };
    }
}
