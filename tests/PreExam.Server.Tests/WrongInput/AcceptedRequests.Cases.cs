using PreExam.Domain.People;
using PreExam.Server.Platform;
using PreExam.Server.Tests.Cases;
using PreExam.Testing;

namespace PreExam.Server.Tests.WrongInput;

/// <content>An applicant's cases, their pages, and what became of them.</content>
internal static partial class AcceptedRequests
{
    private static Dictionary<string, Func<Scenes, Task<Call>>> Cases() => new()
    {
        ["OpenCase"] = async scenes => await Mine(scenes) with
        {
            Body = Call.Json(new { matter = SmallMatter.Code, onBehalfOf = new { name = "测试童", idNumber = ResidentNumbers.Next(new DateOnly(2016, 5, 4)), relation = "母亲" } }),
        },
        ["ListCases"] = async scenes => (await Mine(scenes)).With("state", "submitted").With("limit", "5"),
        ["ReadCase"] = async scenes => Own(await scenes.Held()),
        ["ReadTimeline"] = async scenes => Own(await scenes.Held()),
        ["GetCaseEvents"] = async scenes => Pages(Own(await scenes.Held())),
        ["SetAnswers"] = async scenes => Own(await scenes.Draft()) with { Body = Call.Json(new { answers = new { who = new[] { "self" } } }) },
        ["SetFields"] = async scenes => Own(await scenes.Draft()) with { Body = Call.Json(new { fields = new { name = "测试甲" } }) },
        ["SetMaterialFields"] = async scenes => Own(await scenes.Draft()).At("slot", "idCard") with { Body = Call.Json(new { fields = new { name = "测试甲" } }) },
        ["SetUnavailable"] = async scenes => Own(await scenes.Draft()).At("slot", "proof") with { Body = Call.Json(new { reason = "房东不在" }) },
        ["ExplainFinding"] = async scenes =>
        {
            var desk = await scenes.Draft();
            var finding = (await desk.Check())["findings"]!.AsArray().Single(f => (string)f!["checkId"]! == "card.name")!;
            return Own(desk).At("finding", (string)finding["id"]!) with { Body = Call.Json(new { text = "曾用名" }) };
        },
        ["CheckCase"] = async scenes => Own(await scenes.Draft()),
        ["SubmitCase"] = async scenes => Submission(Own(await scenes.Complete()), scenes),
        ["WithdrawCase"] = async scenes => Own(await scenes.Draft()),
        ["HandOverCase"] = async scenes => Own(await scenes.Passed()) with
        {
            Body = Call.Json(new { mode = "online" }),
            Also = [new("a case that has not passed", Own(await scenes.Draft()) with { Body = Call.Json(new { mode = "online" }) }, 409) { Code = "case_not_passed" }],
        },
        ["ReadReceipt"] = async scenes => Own(await scenes.Held()) with
        {
            Also = [new("a case that was never submitted", Own(await scenes.Draft()), 409) { Code = "case_not_submitted" }],
        },
        ["IssueCounterPass"] = async scenes => Own(await scenes.Filed()) with
        {
            Also = [new("a case that has not passed", Own(await scenes.Draft()), 409) { Code = "case_not_passed" }],
        },
        ["ListFilings"] = async scenes => (await Mine(scenes)).With("limit", "5"),
        ["ReadFiling"] = async scenes => (await Mine(scenes)).At("number", await Number(scenes, "filing")),
        ["ListRegistrations"] = async scenes => (await Mine(scenes)).With("limit", "5"),
        ["ReadRegistration"] = async scenes => (await Mine(scenes)).At("number", await Number(scenes, "registration")),
        ["UploadPage"] = async scenes =>
        {
            var upload = Own(await scenes.Draft()).At("slot", "report") with { Content = () => Specimen.Upload(Specimen.Bytes("lease-1.jpg")), Key = null };
            return upload with
            {
                Also =
                [
                    new("no file in the form", upload with { Content = () => new MultipartFormDataContent { { new StringContent("x"), "note" } } }, 400) { Code = "file_missing" },
                    new("an empty file", upload with { Content = () => Specimen.Upload([]) }, 400) { Code = "file_missing" },
                    new("a text as a file", upload with { Content = () => Specimen.Upload("no picture"u8.ToArray()) }, 415) { Code = "file_kind_unsupported" },
                    new("a short Idempotency-Key", upload with { Key = "short" }, 400) { Code = "idempotency_key_missing" },
                ],
            };
        },
        ["RemovePage"] = async scenes =>
        {
            var desk = await scenes.Draft();
            var call = Own(desk).At("slot", "proof").At("page", (await desk.AddPage("proof")).ToString());
            return call with
            {
                Also =
                [
                    new("a page of another material", call.At("slot", "idCard"), 404),
                    new("a page of another case", call.At("page", (await scenes.Paged()).Page.ToString()), 404),
                ],
            };
        },
        ["GetPage"] = PageOf,
        ["GetPageImage"] = async scenes => (await PageOf(scenes)).With("rendition", "thumb").With("number", "1"),
        ["PrintCase"] = async scenes => Own((await scenes.Paged()).Desk).With("slot", "report"),
        ["GetPageLinks"] = async scenes => (await PageOf(scenes)).With("number", "1"),
    };

    private static Call Own(CaseDesk desk) => new Call(desk.Citizen.Client) { IfMatch = desk.ETag }.At("id", desk.Id.ToString());

    private static async Task<Call> PageOf(Scenes scenes)
    {
        var (desk, page) = await scenes.Paged();
        var call = Own(desk).At("page", page.ToString());
        return call with
        {
            Also =
            [
                new("a page of another case", call.At("id", (await scenes.Held()).Id.ToString()), 404) { Code = "not_found" },
                .. from role in (string[])[Caller.StationAgent, Caller.CatalogueEditor, Caller.Administrator]
                   select new WrongRequest($"a {role}'s token", call with { Caller = scenes.Staff(role).Client }, 404) { Code = "not_found" },
            ],
        };
    }

    private static Call Pages(Call events) => events.With("after", "0").With("wait", "0") with
    {
        Also =
        [
            new("a sequence before the first", events.With("after", "-1"), 400),
            new("a wait of more than half a minute", events.With("wait", "31"), 400),
        ],
    };

    /// <summary>How well the person must be known to submit, the matter says.</summary>
    private static Call Submission(Call call, Scenes scenes) => call with
    {
        Also =
        [
            .. from level in (IdentityLevel[])[IdentityLevel.WeChat, IdentityLevel.Phone]
               let known = scenes.Known(level)
               select new WrongRequest(
                   $"a person of level {level}", (call with { Caller = known.Citizen.Client, IfMatch = "\"1\"" }).At("id", known.Case), 403) { Code = "identity_level_needed" },
        ],
    };

    private static async Task<string> Number(Scenes scenes, string kind)
    {
        var filed = await scenes.Filed();
        var filing = await scenes.Owner.Client.Get($"filings/{(string)(await filed.Refresh())["filing"]!["number"]!}").Ok();
        return kind == "filing" ? (string)filing["filing"]!["number"]! : (string)filing["registration"]!;
    }
}
