using System.Text.Json;
using Microsoft.Extensions.Options;
using MockWeChat.Platform;
using MockWeChat.Push;
using MockWeChat.Users;

namespace MockWeChat.Subscriptions;

internal static class SendEndpoint
{
    public static void MapSend(this WebApplication app)
    {
        var sending = ActivatorUtilities.CreateInstance<Sending>(app.Services);
        app.MapInterface(new Interface("/cgi-bin/message/subscribe/send", "POST", sending.Send) { Quotas = ["send.day"] });
    }
}

internal sealed class Sending(
    IOptions<MockOptions> options, Settings settings, VirtualUsers users, Templates templates, Grants grants, SendGate gate,
    DeliveredMessages delivered, PushDelivery push, TimeProvider clock)
{
    private static readonly string[] States = ["developer", "trial", "formal"];
    private static readonly string[] Languages = ["zh_CN", "en_US", "zh_HK", "zh_TW"];

    public async ValueTask<Answer> Send(ApiCall call)
    {
        if (users.FindOwn(call.Text("touser")) is not { } user) return Answer.Error(40003, "invalid openid");
        if (templates.Find(call.Text("template_id")) is not { } template) return Answer.Error(40037, "invalid template_id");
        if (RefuseEnvelope(call) is { } badEnvelope) return badEnvelope;
        if (ReadData(call.Body, template, out var values) is { } badData) return badData;
        if (values.Values.Any(value => options.Value.SensitiveWords.Any(value.Contains))) return Answer.Error(45168, "hit sensitive word");
        if (!grants.Has(user.Openid, template)) return NoGrant();

        if (settings.Now.RefuseConcurrentSends)
        {
            if (!gate.TryEnter(user.Openid)) return Answer.Error(43108, "concurrent sending to the same user");
            // Held until the answer is out, so that a delayed answer keeps a second send away.
            call.Http.Response.OnCompleted(() =>
            {
                gate.Leave(user.Openid);
                return Task.CompletedTask;
            });
        }
        await Task.Delay(options.Value.SendTakes, clock, CancellationToken.None);
        if (!grants.Spend(user.Openid, template)) return NoGrant();

        var message = new DeliveredMessage(
            delivered.NextId(), user.Openid, template.As.Id, template.As.Title, template.Render(values), values,
            call.Body.IsMissing("page") ? null : call.Text("page"), Or(call.Text("miniprogram_state"), "formal"),
            Or(call.Text("lang"), "zh_CN"), clock.GetUtcNow());
        delivered.Deliver(message);
        _ = push.Announce(SubscriptionEvents.Sent(message));
        return Answer.Ok(("msgid", message.Id));
    }

    private Answer? RefuseEnvelope(ApiCall call)
    {
        var state = Or(call.Text("miniprogram_state"), "formal");
        var language = Or(call.Text("lang"), "zh_CN");
        if (!States.Contains(state) || !Languages.Contains(language)) return Invalid("miniprogram_state or lang");
        if (call.Body.IsMissing("page") || call.Text("page") is "") return null;
        return options.Value.PublishedPages.Contains(call.Text("page").Split('?')[0]) ? null : Answer.Error(41030, "invalid page");
    }

    /// <summary>The data must be an object with exactly the template's keys, each an object with a text under "value".</summary>
    private static Answer? ReadData(JsonElement body, Template template, out Dictionary<string, string> values)
    {
        values = [];
        if (!body.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object) return Invalid("data");
        foreach (var key in template.Keys)
        {
            if (!data.TryGetProperty(key, out var field) || field.ValueKind != JsonValueKind.Object
                || !field.TryGetProperty("value", out var value) || value.ValueKind != JsonValueKind.String
                || !ValueRules.Allows(template, key, value.GetString()!))
                return Invalid($"data.{key}.value");
            values.Add(key, value.GetString()!);
        }
        foreach (var field in data.EnumerateObject())
            if (!values.ContainsKey(field.Name)) return Invalid($"data.{field.Name}");
        return null;
    }

    private static string Or(string text, string byDefault) => text.Length == 0 ? byDefault : text;

    private static Answer Invalid(string what) => Answer.Error(47003, $"argument invalid! {what} invalid");

    private static Answer NoGrant() => Answer.Error(43101, "user refuse to accept the msg");
}
