using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using PreExam.Testing;
using PreExam.WeChat.Tokens;

namespace PreExam.Server.Tests.Tracing;

/// <summary>What an operator with a collector sees of one citizen's case, from the phone's upload to the phone's message.</summary>
public sealed class TraceTests(Hosts hosts)
{
    private const int Server = 2;
    private const int Client = 3;
    private const int Producer = 4;
    private const int Consumer = 5;

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task An_upload_and_a_feedback_are_one_trace_each_down_to_the_phone(Backend backend)
    {
        await using var collector = await Collector.Start();
        await using var host = await hosts.NewHost(backend, [.. collector.Settings, "Review:TakeBack=00:00:00.1"]);
        var citizen = await host.NewCitizen();
        await citizen.AcceptMessages("DevTemplate_PreExaminationResult_0000000001", "DevTemplate_CorrectionNeeded_00000000000002");
        var staff = await host.NewStaff(CaseWalk.Department, "caseworker");
        var walk = await CaseWalk.Open(citizen, host);
        await walk.UploadEverything();
        await walk.Submit();
        await staff.Client.Post($"staff/cases/{walk.Id}/claim").Ok();
        var desk = new Desk(staff, walk.Id);
        await desk.AcceptAll();
        await desk.Feedback(new { result = "passed" });

        var system = backend == Backend.Servers ? "redis" : "embedded";

        var upload = await Begun("pages");
        var page = await Follows(upload, Consumer, "pages ProcessPage");
        await Follows(page, Consumer, "news CaseChanged");
        Assert.Equal(system, (await Follows(upload, Producer, "announce pages")).Tag("messaging.system"));
        Assert.Equal(system, (await Follows(page, Producer, "announce news")).Tag("messaging.system"));

        var given = await Follows(await Begun("feedback"), Consumer, "feedback GiveScheduledFeedback");
        var notice = await Follows(given, Consumer, "notices TellApplicant");
        Assert.Equal(system, (await Follows(given, Producer, "announce notices")).Tag("messaging.system"));
        var card = await Follows(notice, Consumer, "cards SendCard");
        var message = await Arrived("the message to WeChat", s => s.Kind == Client && s.Parent == card.Id && s.Tag("url.full")!.Contains("/subscribe/send", StringComparison.Ordinal));
        Assert.Equal(("200", notice.Trace), (message.Tag("http.response.status_code"), message.Trace));

        // A span is sent when it ends, so children come before their parents.
        async Task<Span> Arrived(string what, Func<Span, bool> isIt)
        {
            await Eventually.Holds(() => collector.Spans.Any(isIt), what);
            return collector.Spans.First(isIt);
        }

        Task<Span> Begun(string last) => Arrived($"POST …/{last}", s => s.Kind == Server && s.Tag("url.path") is { } path
            && path.Contains(walk.Id.ToString(), StringComparison.Ordinal) && path.EndsWith("/" + last, StringComparison.Ordinal));

        Task<Span> Follows(Span earlier, int kind, string name) =>
            Arrived($"{name} under {earlier.Name}", s => s.Kind == kind && s.Name == name && s.Trace == earlier.Trace && s.Parent == earlier.Id);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Nothing_that_is_told_to_operators_names_a_person_or_opens_a_door(Backend backend)
    {
        await using var collector = await Collector.Start();
        await using var host = await hosts.NewHost(backend, collector.Settings);
        var citizen = await host.NewCitizen();
        var session = await citizen.SignIn();
        await host.Client.Post("auth/refresh", new { session.RefreshToken }).Ok();
        var walk = await CaseWalk.Open(citizen, host);
        var page = await walk.Upload("idCard.operator", "id-card-front.jpg");
        await walk.PagesDone();
        var link = ((string)(await citizen.Client.Get($"cases/{walk.Id}/pages/{page}/links").Ok())["page"]!).Split('/')[^1];
        using (var picture = await host.Client.GetAsync("images/" + link, TestContext.Current.CancellationToken)) Assert.True(picture.IsSuccessStatusCode);
        using (var wrong = await host.Client.GetAsync($"auth/none?openid={citizen.Openid}&phone={citizen.Phone}", TestContext.Current.CancellationToken)) Assert.False(wrong.IsSuccessStatusCode);
        var weChat = (await host.Services.GetRequiredService<ISharedTokenCache>().Find("wx5d0c1e2f3a4b5c6d", TestContext.Current.CancellationToken))!.Value;

        await Eventually.Holds(() => collector.Text("metrics").Length > 0 && collector.Text("logs").Length > 0 && Ours().Any(s => s.Tag("url.path")?.EndsWith("/auth/none", StringComparison.Ordinal) == true), "the last request's span, metrics and logs");

        Assert.Contains(Ours(), s => s.Tag("url.path") == "/api/v1/images/{token}");
        Assert.Contains(Ours(), s => s.Kind == Client && s.Tag("url.full")!.Contains("/wxa/business/getuserphonenumber", StringComparison.Ordinal));
        var told = string.Join('\n', Ours().SelectMany(s => s.Tags.Values.Append(s.Name))) + collector.Text("metrics") + collector.Text("logs") + host.Logs;
        string[] secrets =
        [
            citizen.Name, citizen.IdNumber, citizen.Phone, citizen.Openid, session.AccessToken, session.RefreshToken, link, weChat,
            PreExamHost.WeChatSecret, Testing.IdentityServiceStandIn.Key,
        ];
        foreach (var secret in secrets) Assert.DoesNotContain(secret, told, StringComparison.Ordinal);

        // The phone, WeChat and the collector stand in this very process, so their spans come along; they are not the server's.
        IEnumerable<Span> Ours() => collector.Spans.Where(s => s.Kind switch
        {
            Server => s.Tag("server.port") == host.Address.Port.ToString(CultureInfo.InvariantCulture),
            Client => s.Tag("url.full") is { } to && !to.StartsWith(host.Address.ToString(), StringComparison.Ordinal) && !to.Contains("/_mock/", StringComparison.Ordinal),
            _ => true,
        });
    }
}
