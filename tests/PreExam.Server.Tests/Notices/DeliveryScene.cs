using System.Text.Json.Nodes;
using PreExam.Server.Tests.Cases;
using PreExam.Testing;

namespace PreExam.Server.Tests.Notices;

/// <summary>One scene per backend for all tests of the collection, which run one after the other: a scene is dear.</summary>
public sealed class DeliveryScenes(Hosts hosts) : IAsyncDisposable
{
    private readonly Dictionary<Backend, DeliveryScene> _scenes = [];

    /// <summary>The scene, as if nothing had happened before: no fault ordered, WeChat reporting, and so many accepts left.</summary>
    internal async Task<DeliveryScene> Fresh(Backend backend, int accepts)
    {
        if (!_scenes.TryGetValue(backend, out var scene))
            _scenes.Add(backend, scene = await DeliveryScene.Open(hosts, backend, "WeChat:CheckTemplatesEvery=00:00:00.5"));
        await scene.Fresh(accepts);
        return scene;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var scene in _scenes.Values) await scene.DisposeAsync();
    }
}

[CollectionDefinition(nameof(Deliveries))]
#pragma warning disable CA1515 // xunit wants it public
public sealed class Deliveries : ICollectionFixture<DeliveryScenes>;
#pragma warning restore CA1515

/// <summary>
/// A handed-over case whose department tells one status after the other: each is a notice in the app and, where the person has agreed,
/// a card on the phone. Time moves only while nothing is under way, as no lease may run out by a jump.
/// </summary>
internal sealed class DeliveryScene(PreExamHost host, Citizen citizen, Guid caseId, string filing) : IAsyncDisposable
{
    public const string SendPath = "/cgi-bin/message/subscribe/send";
    public const string Template = "DevTemplate_CertificateProgress_00000000004";

    private string _status = "suspended";

    public PreExamHost Host => host;

    public Citizen Citizen => citizen;

    public Guid CaseId => caseId;

    public static async Task<DeliveryScene> Open(Hosts hosts, Backend backend, params string[] settings)
    {
        var host = await hosts.NewHost(
            backend,
            [$"Integrations:Departments:{SmallMatter.Department}:Secret={DepartmentEvents.Secret}", "Messaging:Queues:cards:SweepEvery=00:00:00.05", .. settings]);
        try
        {
            var desk = await CaseDesk.Submitted(host);
            await desk.Answer();
            await desk.Post("hand-over", new { mode = "online" });
            await Eventually.Holds(async () => (await desk.Refresh())["filing"] is not null, "a filing");
            var scene = new DeliveryScene(host, desk.Citizen, desk.Id, (string)desk.View["filing"]!["number"]!);
            await scene.Quiet();
            return scene;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    /// <summary>Forgets what earlier tests left: faults, grants, and what WeChat refused for a while.</summary>
    public async Task Fresh(int accepts)
    {
        await host.WeChat.DeleteAsync(new Uri("_mock/faults", UriKind.Relative));
        await host.WeChat.Put("_mock/templates", Array.Empty<object>()).Ok();
        await Reports(true);
        await Finish();
        host.Clock.Advance(TimeSpan.FromMinutes(11)); // longer than a refused template or a used-up share is remembered
        await SwitchOff();
        await Accept(accepts);
        await Eventually.Holds(async () => (string)(await host.Client.Get("/health/ready").Ok())["status"]! == "healthy", "templates that match");
    }

    /// <summary>The person switches the card off in WeChat's settings.</summary>
    public async Task SwitchOff()
    {
        await host.WeChat.Post($"_mock/users/{citizen.Openid}/grants?wait=true", new Dictionary<string, string> { [Template] = "off" }).Ok();
        host.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>Taps accept, so often.</summary>
    public async Task Accept(int times)
    {
        for (var i = 0; i < times; i++)
        {
            await citizen.AcceptMessages(Template);
            host.Clock.Advance(TimeSpan.FromSeconds(1)); // two taps of one second are one event to WeChat
        }
    }

    /// <summary>What goes wrong with the next sends.</summary>
    public Task Fault(object fault) => host.WeChat.Post("_mock/faults", fault).Ok();

    /// <summary>Whether WeChat tells what became of a message.</summary>
    public async Task Reports(bool told) => await host.WeChat.Put(
        "_mock/settings", new { pushUrl = told ? new Uri(host.Address, "/api/v1/wechat/push").ToString() : "" }).Ok();

    /// <summary>The department tells another status; gives the word that the card has for it.</summary>
    public async Task<string> Tell()
    {
        _status = _status == "suspended" ? "examining" : "suspended";
        await DepartmentEvents.Tell(host, filing, _status);
        return _status == "suspended" ? "暂停计时" : "审查中";
    }

    /// <summary>Waits until nothing is due or under way, and no push either; what waits for its time goes on waiting.</summary>
    public Task Quiet() => Eventually.Holds(async () =>
    {
        // A send makes a push, and that a message: only in this order nothing slips through between two looks.
        if (await Busy()) return false;
        var pushes = (await host.WeChat.Get("_mock/pushes").Ok()).AsArray();
        return pushes.All(p => (string)p!["outcome"]! != "underway") && !await Busy();
    }, "quiet queues");

    /// <summary>Lets time pass, in steps of 15 s unless told, until nothing waits any more.</summary>
    public async Task Finish(TimeSpan? step = null)
    {
        await Quiet();
        for (var steps = 0; await Waiting() > 0; steps++)
        {
            Assert.True(steps < 100, "It never ends.");
            host.Clock.Advance(step ?? TimeSpan.FromSeconds(15));
            await Quiet();
        }
    }

    /// <summary>Messages that wait for their time.</summary>
    public async Task<int> Waiting() => (await Queues()).Sum(q => (int)q["scheduled"]!);

    /// <summary>The case's notices about its filing, newest first.</summary>
    public async Task<IReadOnlyList<JsonNode>> Notices() =>
        [.. (await citizen.Client.Get("notices?limit=100").Ok())["items"]!.AsArray().Where(n => (string)n!["kind"]! == "filingMoved").Select(n => n!)];

    /// <summary>How the newest notice's card ended.</summary>
    public async Task<string?> Outcome() => (string?)(await Notices())[0]["weChat"];

    /// <summary>What lies on the phone, oldest first.</summary>
    public async Task<IReadOnlyList<JsonNode>> Cards() =>
        [.. (await host.WeChat.Get($"_mock/messages?openid={citizen.Openid}").Ok()).AsArray().Where(m => (string)m!["templateId"]! == Template).Select(m => m!)];

    /// <summary>How often the server asked WeChat to send.</summary>
    public async Task<int> Sends() => (await host.WeChat.Get($"_mock/calls?path={SendPath}").Ok()).AsArray().Count;

    /// <summary>Sends of which nobody knows, or that somebody has to look at.</summary>
    public async Task<IReadOnlyList<JsonNode>> Unclear() =>
        [.. (await (await host.Administrator()).Client.Get("staff/unclear-sends?limit=100").Ok())["items"]!.AsArray().Select(n => n!)];

    /// <summary>How many more messages WeChat and we think that the person accepts.</summary>
    public async Task<(int Ours, int WeChats)> Left()
    {
        var ours = (await citizen.Client.Get("me").Ok())["subscriptions"]!.AsArray().Where(s => (string)s!["use"]! == "certificate").Sum(s => (int)s!["left"]!);
        var theirs = (await host.WeChat.Get($"_mock/users/{citizen.Openid}/grants").Ok()).AsArray().Single(g => (string)g!["templateId"]! == Template)!;
        return (ours, (int)theirs["left"]!);
    }

    private async Task<bool> Busy() => (await Queues()).Any(q => (int)q["due"]! + (int)q["held"]! > 0);

    private async Task<IEnumerable<JsonNode>> Queues() =>
        (await (await host.Administrator()).Client.Get("staff/queues").Ok()).AsArray().Where(q => (string)q!["queue"]! is "notices" or "cards").Select(q => q!);
}
