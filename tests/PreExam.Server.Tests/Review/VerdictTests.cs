using System.Globalization;
using System.Text.Json.Nodes;
using PreExam.Domain.Time;
using PreExam.Server.Tests.Cases;
using PreExam.Testing;

namespace PreExam.Server.Tests.Review;

/// <summary>What a caseworker may say of a material, and that nothing is sent while one is silent.</summary>
public sealed class VerdictTests(Hosts hosts)
{
    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_wrong_verdict_is_refused_with_the_field_named_and_changes_nothing(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var (desk, staff) = await Claimed(host);
        var foreignPage = (Guid)desk.Material("idCard")["pages"]![0]!["id"]!;
        var page = (Guid)desk.Material("proof")["pages"]![0]!["id"]!;
        var tag = (await staff.Client.Get($"staff/cases/{desk.Id}").Answer()).ETag;

        await Refused("proof", new { outcome = "rejected", reasons = new object?[] { null } }, 400, "request_invalid", "reasons[0]");
        await Refused("proof", new { outcome = "accepted", marks = new object?[] { null } }, 400, "request_invalid", "marks[0]");
        await Refused("proof", new { outcome = "rejected", ownWords = "看不清", targets = new string?[] { page.ToString(), null } }, 400, "request_invalid", "targets[1]");
        await Refused("proof", Reason(new { material = "住所证明", fields = " " }), 400, "request_invalid", "reasons[0].blanks.fields");
        await Refused("proof", Reason(new { material = "住所证明" }), 400, "request_invalid", "reasons[0].blanks.fields");
        await Refused("proof", Reason(new { material = "住所证明", fields = "地址", more = "x" }), 400, "request_invalid", "reasons[0].blanks.more");
        await Refused("proof", new { outcome = "rejected", reasons = new[] { new { code = "NONE_SUCH", blanks = new { } } } }, 400, "request_invalid", "reasons[0].code");
        await Refused("proof", new { outcome = "rejected", ownWords = " " }, 422, "verdict_reason_missing");
        await Refused("idCard", Deferred(5), 422, "deferral_not_tolerable");
        await Refused("proof", new { outcome = "deferred" }, 422, "deferral_date_missing");
        await Refused("proof", Deferred(0), 400, "request_invalid", "deferredUntil");
        await Refused("proof", Deferred(2000), 400, "request_invalid", "deferredUntil");
        await Refused("proof", Mark(page, 0.9, 0.1, 0.2, 0.1), 400, "request_invalid", "marks[0]");
        await Refused("proof", Mark(page, -0.1, 0.1, 0.2, 0.1), 400, "request_invalid", "marks[0]");
        await Refused("proof", Mark(page, 0.1, 0.1, 0, 0.1), 400, "request_invalid", "marks[0]");
        await Refused("proof", Mark(foreignPage, 0.1, 0.1, 0.1, 0.1), 400, "request_invalid", "marks[0].pageId");
        await Refused("proof", new { outcome = "rejected", ownWords = "看不清", targets = new[] { foreignPage.ToString() } }, 400, "request_invalid", "targets[0]");
        await Refused("none", new { outcome = "accepted" }, 404, "slot_unknown");

        var (seen, after) = await staff.Client.Get($"staff/cases/{desk.Id}").Answer();
        Assert.Equal((tag, 3), (after, seen["silent"]!.AsArray().Count));
        tag = (await staff.Client.Put($"staff/cases/{desk.Id}/materials/proof/verdict", Mark(page, 0.9, 0.9, 0.1, 0.1), tag).Answer()).ETag;
        tag = (await staff.Client.Put($"staff/cases/{desk.Id}/materials/proof/verdict", Reason(new { material = "住所证明", fields = "地址" }), tag).Answer()).ETag;
        var deferred = await staff.Client.Put($"staff/cases/{desk.Id}/materials/proof/verdict", Deferred(5), tag).Ok();
        Assert.Equal(Day(5), (string)deferred["verdict"]!["deferredUntil"]!);

        async Task Refused(string slot, object verdict, int status, string code, string? field = null)
        {
            var problem = await staff.Client.Put($"staff/cases/{desk.Id}/materials/{slot}/verdict", verdict, tag).Refused(status, code);
            if (field is not null) Assert.Contains(field, problem["errors"]!.AsArray().Select(e => (string)e!["field"]!));
        }

        object Deferred(int days) => new { outcome = "deferred", deferredUntil = Day(days) };
        string Day(int days) => WorkingCalendar.DayOf(host.Clock.GetUtcNow()).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Nothing_is_sent_while_a_material_is_silent_and_a_result_that_contradicts_the_verdicts_is_refused(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var (desk, staff) = await Claimed(host);
        var feedback = $"staff/cases/{desk.Id}/feedback";

        var silent = await staff.Client.Post(feedback, new { result = "passed" }, ifMatch: await Tag()).Refused(409, "verdict_missing");
        Assert.Equal(["form", "idCard", "proof"], silent["subjects"]!.AsArray().Select(s => (string)s!).Order(StringComparer.Ordinal));
        await (await staff.Verdict(desk.Id, "idCard", new { outcome = "accepted" })).Ok();
        await (await staff.Verdict(desk.Id, "form", new { outcome = "notNeeded" })).Ok();
        silent = await staff.Client.Post(feedback, new { result = "returned" }, ifMatch: await Tag()).Refused(409, "verdict_missing");
        Assert.Equal(["proof"], silent["subjects"]!.AsArray().Select(s => (string)s!));

        await (await staff.Verdict(desk.Id, "proof", new { outcome = "rejected", ownWords = "看不清" })).Ok();
        await staff.Client.Post(feedback, new { result = "passed" }, ifMatch: await Tag()).Refused(409, "feedback_contradicts_verdicts");
        await staff.Client.Post(feedback, new { result = "returned", correctionUntil = "2099-12-31" }, ifMatch: await Tag()).Refused(400, "request_invalid");
        await staff.Client.Post(feedback, new { result = "redirected", redirectedTo = " " }, ifMatch: await Tag()).Refused(422, "redirect_target_missing");
        Assert.Equal("inReview", (string)(await desk.Refresh())["state"]!);

        var preview = await staff.Client.Get($"staff/cases/{desk.Id}/feedback/preview?result=returned").Ok();
        var given = await staff.Client.Post(feedback, new { result = "returned" }, ifMatch: await Tag()).Ok();
        Assert.Equal((string)given["preview"]!["zh"]!, (string)preview["zh"]!);
        Assert.Matches(@"请在\d{4}年\d+月\d+日前一次改好", (string)preview["zh"]!);

        async Task<string?> Tag() => (await staff.Client.Get($"staff/cases/{desk.Id}").Answer()).ETag;
    }

    private static object Reason(object blanks) => new { outcome = "rejected", reasons = new[] { new { code = "IMG_BLUR", blanks } } };

    private static object Mark(Guid pageId, double x, double y, double width, double height) =>
        new { outcome = "rejected", ownWords = "看不清", marks = new[] { new { pageId, x, y, width, height, note = (string?)null } } };

    private static async Task<(CaseDesk Desk, StaffMember Staff)> Claimed(PreExamHost host)
    {
        var desk = await CaseDesk.Submitted(host);
        var staff = await host.Caseworker();
        await staff.Client.Post($"staff/cases/{desk.Id}/claim").Ok();
        return (desk, staff);
    }
}
