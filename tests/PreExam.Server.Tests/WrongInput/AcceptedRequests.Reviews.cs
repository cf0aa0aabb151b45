using System.Text.Json.Nodes;
using PreExam.Server.Platform;
using PreExam.Server.Tests.Cases;
using PreExam.Testing;

namespace PreExam.Server.Tests.WrongInput;

/// <content>What staff does with cases.</content>
internal static partial class AcceptedRequests
{
    private static Dictionary<string, Func<Scenes, Task<Call>>> Reviews() => new()
    {
        ["ReadQueue"] = async scenes => (await By(scenes, Caller.Caseworker))
            .With("state", "submitted").With("mine", "false").With("overdue", "false").With("matter", SmallMatter.Code).With("limit", "5"),
        ["ClaimNext"] = async scenes => await By(scenes, Caller.Caseworker, await scenes.Submitted()),
        ["ClaimCase"] = async scenes => await By(scenes, Caller.Caseworker, await scenes.Submitted()),
        ["ReleaseCase"] = async scenes => HeldByAnother(await By(scenes, Caller.Caseworker, await scenes.NewHeld()), scenes),
        ["TransferCase"] = async scenes =>
        {
            var call = await By(scenes, Caller.Supervisor, await scenes.Submitted());
            string To(StaffMember to) => Call.Json(new { to = to.Id, reason = "休假" });
            return call with
            {
                Body = To(scenes.Staff(Caller.Caseworker)),
                Also =
                [
                    new("to another department's caseworker", call with { Body = To(scenes.Elsewhere) }, 400),
                    new("to somebody who is no caseworker", call with { Body = To(scenes.Staff(Caller.WindowClerk)) }, 400),
                ],
            };
        },
        ["ListSignals"] = async scenes => (await By(scenes, Caller.Supervisor)).With("signal", "red").With("limit", "5"),
        ["ReadReasons"] = async scenes => (await By(scenes, Caller.Caseworker)).With("form", "copy"),
        ["ReadStaffCase"] = async scenes => await By(scenes, Caller.Caseworker, await scenes.Held()),
        ["GiveVerdict"] = Verdict,
        ["GiveFeedback"] = async scenes =>
        {
            var desk = await scenes.Judged();
            var call = await By(scenes, Caller.Caseworker, desk) with
            {
                IfMatch = (await scenes.Seen(desk)).ETag,
                Body = Call.Json(new { result = "returned", correctionUntil = scenes.InTenDays, redirectedTo = "县税务局", words = "辛苦了" }),
            };
            return HeldByAnother(call, scenes, new WrongRequest("years for the correction", call.Change("correctionUntil", "2099-01-05"), 400));
        },
        ["PreviewFeedback"] = async scenes =>
        {
            var call = (await By(scenes, Caller.Caseworker, await scenes.Held()))
                .With("result", "returned").With("correctionUntil", scenes.InTenDays).With("redirectedTo", "县税务局").With("words", "辛苦了");
            return call with
            {
                Also =
                [
                    new("years for the correction", call.With("correctionUntil", "2099-01-05"), 400),
                    new("more words than can be given", call.With("words", new string('长', 501)), 400),
                    new("a longer way than can be given", call.With("redirectedTo", new string('长', 201)), 400),
                ],
            };
        },
        ["TakeBackFeedback"] = async scenes =>
        {
            var desk = await scenes.Judged();
            await new Desk(scenes.Staff(Caller.Caseworker), desk.Id).Feedback(new { result = "returned" });
            var unscheduled = await By(scenes, Caller.Caseworker, await scenes.Held());
            return HeldByAnother(
                await By(scenes, Caller.Caseworker, desk), scenes, new WrongRequest("a case without a scheduled answer", unscheduled, 409) { Code = "feedback_not_scheduled" });
        },
        ["OpenCounterPass"] = async scenes =>
        {
            var pass = await scenes.Owner.Client.Get($"{(await scenes.Filed()).Path}/counter-pass").Ok();
            return await By(scenes, Caller.WindowClerk) with { Body = Call.Json(new { code = (string)pass["code"]! }) };
        },
        ["ConfirmIdentity"] = async scenes =>
            (await By(scenes, Caller.WindowClerk)).At("personId", (await Told(scenes)).Id.ToString()) with { Body = Call.Json(new { sawCard = true }) },
    };

    private static Task<Call> By(Scenes scenes, string role, CaseDesk? desk = null)
    {
        var call = new Call(scenes.Staff(role).Client);
        return Task.FromResult(desk is null ? call : call.At("id", desk.Id.ToString()));
    }

    /// <summary>A colleague of the same department and role finds the case held.</summary>
    private static Call HeldByAnother(Call call, Scenes scenes, params WrongRequest[] also) => call with
    {
        Also = [new("a colleague who does not hold it", call with { Caller = scenes.Colleague.Client }, 409) { Code = "case_held_by_another" }, .. also],
    };

    private static async Task<Call> Verdict(Scenes scenes)
    {
        var desk = await scenes.Held();
        var (view, etag) = await scenes.Seen(desk);
        var page = (string)view["case"]!["materials"]!.AsArray().Single(m => (string)m!["slot"]! == "proof")!["pages"]![0]!["id"]!;
        var foreign = (await scenes.Paged()).Page.ToString();
        string Body(string target, string marked) => Call.Json(new
        {
            outcome = "rejected",
            reasons = new[] { new { code = "SIG_MISSING", blanks = new { page = "1", material = "住所证明", position = "右下角", person = "房东" } } },
            ownWords = "请补签名",
            marks = new[] { new { pageId = marked, x = 0.1, y = 0.1, width = 0.2, height = 0.2, note = "此处" } },
            targets = new[] { target },
            deferredUntil = scenes.InTenDays,
            lateReason = "上次未注意到",
        });
        var call = (await By(scenes, Caller.Caseworker, desk)).At("slot", "proof") with { IfMatch = etag, Body = Body(page, page) };
        return HeldByAnother(
            call, scenes,
            new("a mark on a page of another case", call with { Body = Body(page, foreign) }, 400),
            new("a page of another case as target", call with { Body = Body(foreign, page) }, 400),
            new("more targets than anything has", call.Change("targets", new JsonArray([.. Enumerable.Repeat(page, 51)])), 400),
            new("years until a deferred paper follows", call.Change("deferredUntil", "2099-01-05"), 400));
    }
}
