using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PreExam.Domain.People;
using PreExam.Testing;

namespace PreExam.Server.Tests.WrongInput;

/// <content>A person's account, and what WeChat tells of it.</content>
internal static partial class AcceptedRequests
{
    private const string PushToken = "PreExamDevelopment";
    private const string ResultTemplate = "DevTemplate_PreExaminationResult_0000000001";

    private static Dictionary<string, Func<Scenes, Task<Call>>> Peoples() => new()
    {
        ["SignIn"] = async scenes => new(scenes.Nobody) { Body = Call.Json(new { code = await scenes.Stranger.LoginCode() }) },
        ["Refresh"] = async scenes => new(scenes.Nobody)
        {
            Body = Call.Json(new { refreshToken = (await scenes.Stranger.SignIn()).RefreshToken }),
            Also = [new("a refresh token of staff", new(scenes.Nobody) { Body = Call.Json(new { refreshToken = (await scenes.Elsewhere.SignIn()).RefreshToken }) }, 401) { Code = "refresh_token_invalid" }],
        },
        ["SignOut"] = async scenes => new(scenes.Nobody) { Body = Call.Json(new { refreshToken = (await scenes.Stranger.SignIn()).RefreshToken }) },
        ["GetMe"] = scenes => Mine(scenes),
        ["ExportMe"] = scenes => Mine(scenes),
        ["EraseMe"] = async scenes => new((await scenes.Host.NewCitizen(IdentityLevel.WeChat)).Client)
        {
            Also = [new("somebody with an open case", new(scenes.Owner.Client), 409) { Code = "case_open" }],
        },
        ["AnswerConsent"] = async scenes => await Mine(scenes) with { Body = Call.Json(new { kind = "privacy", version = 1, given = true }) },
        ["ClaimSubscriptions"] = async scenes => await Mine(scenes) with { Body = Call.Json(new { results = new { result = "accept" } }) },
        ["BindPhone"] = async scenes => await Mine(scenes) with { Body = Call.Json(new { code = await scenes.Owner.PhoneCode() }) },
        ["TellIdentity"] = async scenes => await Mine(scenes) with { Body = Call.Json(new { name = scenes.Owner.Name, idNumber = scenes.Owner.IdNumber }) },
        ["VerifyIdentity"] = async scenes =>
        {
            var citizen = await Told(scenes);
            return new(citizen.Client)
            {
                Body = "{}",
                Also = [new("nobody told who it is", new(scenes.Known(IdentityLevel.Phone).Citizen.Client) { Body = "{}" }, 409) { Code = "identity_missing" }],
            };
        },
        ["ListNotices"] = async scenes => (await Mine(scenes)).With("limit", "5"),
        ["MarkNoticeRead"] = async scenes =>
        {
            await scenes.Filed();
            var notices = await scenes.Owner.Client.Get("notices").Ok();
            return (await Mine(scenes)).At("id", (string)notices["items"]![0]!["id"]!);
        },
        ["VerifyPush"] = async scenes => Pushed(await Nobody(scenes), scenes).With("echostr", "echo"),
        ["ReceivePush"] = async scenes => Pushed(await Nobody(scenes), scenes) with { Body = PushBody(scenes) },
    };

    private static Task<Call> Mine(Scenes scenes) => Task.FromResult(new Call(scenes.Owner.Client));

    /// <summary>Somebody who has said who they are; nobody has confirmed it.</summary>
    private static async Task<Citizen> Told(Scenes scenes)
    {
        var citizen = await scenes.Host.NewCitizen(IdentityLevel.Phone);
        scenes.Host.IdentityService.Register(citizen.Name, citizen.IdNumber);
        await citizen.Client.Put("me/identity", new { name = citizen.Name, idNumber = citizen.IdNumber }).Ok();
        return citizen;
    }

    /// <summary>WeChat's signature: SHA-1 over token, time and nonce, sorted.</summary>
    private static Call Pushed(Call call, Scenes scenes)
    {
        var timestamp = scenes.Host.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        string[] parts = [PushToken, timestamp, "nonce"];
        Array.Sort(parts, string.CompareOrdinal);
#pragma warning disable CA5350 // the protocol says SHA-1
        var signature = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))));
#pragma warning restore CA5350
        var signed = call.With("signature", signature).With("timestamp", timestamp).With("nonce", "nonce");
        var body = PushBody(scenes);
        return signed with
        {
            Also =
            [
                .. from missing in (string[])["signature", "timestamp", "nonce"]
                   select new WrongRequest($"no {missing}", signed.Without(missing) with { Body = body }, 403) { Code = "push_refused" },
                new("another signature", signed.With("signature", new string('a', 40)) with { Body = body }, 403) { Code = "push_refused" },
            ],
        };
    }

    private static string PushBody(Scenes scenes) => new JsonObject
    {
        ["ToUserName"] = "gh_test",
        ["FromUserName"] = scenes.Stranger.Openid,
        ["CreateTime"] = "1795480000",
        ["MsgType"] = "event",
        ["Event"] = "subscribe_msg_popup_event",
        ["List"] = new JsonArray(new JsonObject { ["TemplateId"] = ResultTemplate, ["SubscribeStatusString"] = "accept", ["PopupScene"] = "0" }),
    }.ToJsonString();
}
