using PreExam.Testing;

namespace PreExam.Server.Tests.Cases;

public sealed class WholeLineTests(Hosts hosts)
{
    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_case_is_returned_once_corrected_passed_handed_over_and_accepted(Backend backend)
    {
        await using var host = await hosts.NewHost(
            backend, "Review:TakeBack=00:00:00.1", $"Integrations:Departments:{CaseWalk.Department}:Secret={DepartmentEvents.Secret}");
        var citizen = await host.NewCitizen();
        await citizen.AcceptMessages("DevTemplate_PreExaminationResult_0000000001", "DevTemplate_CorrectionNeeded_00000000000002");
        var staff = await host.NewStaff(CaseWalk.Department, "caseworker", "windowClerk");
        var walk = await CaseWalk.Open(citizen, host);
        await walk.UploadEverything();
        await walk.Submit();
        Assert.Equal("submitted", walk.State);

        var claimed = await staff.Client.Post("staff/queue/claim").Ok();
        Assert.Equal(walk.Id, (Guid)claimed["caseId"]!);
        var desk = new Desk(staff, walk.Id);
        await desk.AcceptAll(except: "application");
        await desk.Verdict("application", new { outcome = "rejected", reasons = new[] { new { code = "SIG_MISSING", blanks = new { material = "申请书", page = "1", position = "申请人签字", person = "经营者" } } } });
        await desk.Feedback(new { result = "returned" });
        await Eventually.Holds(async () => { await walk.Refresh(); return walk.State == "returned"; }, "the case is returned");
        Assert.Contains("经营者签名", (string)walk.View["feedback"]!["notice"]!["zh"]!, StringComparison.Ordinal);

        await walk.Upload("application", "application-form.jpg");
        await walk.Submit();
        await staff.Client.Post("staff/queue/claim").Ok();
        await desk.AcceptAll();
        await desk.Feedback(new { result = "passed" });
        await Eventually.Holds(async () => { await walk.Refresh(); return walk.State == "passed"; }, "the case has passed");

        var pass = await citizen.Client.Get($"cases/{walk.Id}/counter-pass").Ok();
        var opened = await staff.Client.Post("staff/counter-passes/open", new { code = (string)pass["code"]! }).Ok();
        Assert.Equal((string)walk.View["number"]!, (string)opened["number"]!);

        await walk.Post("hand-over", new { mode = "online" });
        Assert.Equal("handedOver", walk.State);
        await Eventually.Holds(async () => { await walk.Refresh(); return walk.View["filing"] is not null; }, "a filing is open");
        await DepartmentEvents.Tell(host, (string)walk.View["filing"]!["number"]!, "accepted");
        await walk.Refresh();
        Assert.Equal("accepted", (string)walk.View["filing"]!["status"]!);

        await Eventually.Holds(async () =>
            (await citizen.Client.Get("notices?limit=50").Ok())["items"]!.AsArray().Select(n => (string)n!["kind"]!).ToHashSet()
                .IsSupersetOf(["caseSubmitted", "feedbackGiven", "caseHandedOver", "filingMoved"]), "every notice is in the app");
        await Eventually.Holds(async () =>
            (await host.WeChat.Get($"_mock/messages?openid={citizen.Openid}").Ok()).ToJsonString().Contains("DevTemplate_CorrectionNeeded", StringComparison.Ordinal),
            "the phone shows the correction");
        var verified = await (await host.Administrator()).Client.Post("staff/audit/verify").Ok();
        Assert.Null(verified["firstBroken"]);
    }
}
