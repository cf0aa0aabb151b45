using PreExam.Testing;

namespace PreExam.Server.Tests.Review;

public sealed class FeedbackTimeTests(Hosts hosts)
{
    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_feedback_can_be_taken_back_at_nine_seconds_and_not_at_eleven(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var (walk, staff, desk) = await Claimed(host);
        await desk.AcceptAll();

        await desk.Feedback(new { result = "passed", words = "请带原件" });
        host.Clock.Advance(TimeSpan.FromSeconds(9));
        await walk.Refresh();
        Assert.Equal("inReview", walk.State);
        var kept = await staff.Client.Delete($"staff/cases/{walk.Id}/feedback/scheduled").Ok();
        Assert.Equal("请带原件", (string)kept["words"]!);
        Assert.Empty((await desk.Read()).Body["silent"]!.AsArray());

        await desk.Feedback(new { result = "passed" });
        host.Clock.Advance(TimeSpan.FromSeconds(11));
        await Eventually.Holds(async () => { await walk.Refresh(); return walk.State == "passed"; }, "the answer was given");
        await staff.Client.Delete($"staff/cases/{walk.Id}/feedback/scheduled").Refused(409, "feedback_already_given");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_late_objection_needs_a_reason_for_an_unchanged_page_and_none_for_a_changed_one(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, "Review:TakeBack=00:00:00.1");
        var (walk, staff, desk) = await Claimed(host);
        await desk.AcceptAll(except: "application");
        await desk.Verdict("application", Rejected());
        await desk.Feedback(new { result = "returned" });
        await Eventually.Holds(async () => { await walk.Refresh(); return walk.State == "returned"; }, "the case is returned");
        await walk.Upload("application", "application-form.jpg");
        await walk.Submit();
        await staff.Client.Post($"staff/cases/{walk.Id}/claim").Ok();

        var tag = (await desk.Read()).ETag;
        await staff.Client.Put($"staff/cases/{walk.Id}/materials/idCard.operator/verdict", Rejected(), tag).Refused(409, "late_objection_reason_missing");
        var late = await staff.Client.Put($"staff/cases/{walk.Id}/materials/idCard.operator/verdict", Rejected("上次未注意到"), tag).Ok();

        Assert.True((bool)late["verdict"]!["isLate"]!);
        await desk.Verdict("application", Rejected());
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Every_open_deadline_moves_when_a_new_rest_day_is_published(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var (walk, staff, _) = await Claimed(host);
        async Task<DateTimeOffset> Due() =>
            (DateTimeOffset)(await staff.Client.Get("staff/queue").Ok())["items"]!.AsArray().Single(r => (Guid)r!["id"]! == walk.Id)!["dueAt"]!;
        var before = await Due();
        var administrator = await host.Administrator();
        var table = (await administrator.Client.Get("staff/holidays").Ok())["table"]!;
        var day = before.AddHours(8).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var year = table["years"]!.AsArray().Single(y => (int)y!["year"]! == int.Parse(day[..4], System.Globalization.CultureInfo.InvariantCulture))!;
        year["rest"]!.AsArray().Add(new System.Text.Json.Nodes.JsonObject { ["name"] = "临时放假", ["from"] = day, ["to"] = day });
        table["version"] = "test-1";

        await administrator.Client.Put("staff/holidays", table).Ok();

        await Eventually.Holds(async () => await Due() > before, "the deadline moved");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_blank_that_is_null_is_told_as_empty(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var (walk, staff, desk) = await Claimed(host);

        var problem = await staff.Client.Put(
            $"staff/cases/{walk.Id}/materials/application/verdict",
            new { outcome = "rejected", reasons = new[] { new { code = "SIG_MISSING", blanks = new { material = (string?)null } } } },
            (await desk.Read()).ETag).Refused(400, "request_invalid");

        Assert.Contains(problem["errors"]!.AsArray(), e => (string)e!["field"]! == "reasons[0].blanks.material");
    }

    private static object Rejected(string? lateReason = null) => new { outcome = "rejected", ownWords = "请补签名", lateReason };

    private static async Task<(CaseWalk Walk, StaffMember Staff, Desk Desk)> Claimed(PreExamHost host)
    {
        var citizen = await host.NewCitizen();
        var staff = await host.NewStaff(CaseWalk.Department, "caseworker");
        var walk = await CaseWalk.Open(citizen, host);
        await walk.UploadEverything();
        await walk.Submit();
        await staff.Client.Post($"staff/cases/{walk.Id}/claim").Ok();
        return (walk, staff, new Desk(staff, walk.Id));
    }
}
