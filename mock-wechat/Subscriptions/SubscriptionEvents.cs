using System.Globalization;
using System.Text.Json.Nodes;
using MockWeChat.Push;

namespace MockWeChat.Subscriptions;

/// <summary>The three events about subscriptions. Their numbers are written as text, unlike other events'.</summary>
internal static class SubscriptionEvents
{
    public static PushedEvent Popup(string openid, IEnumerable<(string Template, Decision Decision)> decisions) =>
        new(openid, "subscribe_msg_popup_event", [.. decisions.Select(made => new JsonObject
        {
            ["TemplateId"] = made.Template,
            ["SubscribeStatusString"] = made.Decision == Decision.Reject ? "reject" : "accept",
            ["PopupScene"] = "0",
        })]);

    public static PushedEvent SwitchedOff(string openid, IEnumerable<string> templates) =>
        new(openid, "subscribe_msg_change_event", [.. templates.Select(template => new JsonObject
        {
            ["TemplateId"] = template,
            ["SubscribeStatusString"] = "reject",
        })]);

    public static PushedEvent Sent(DeliveredMessage message) =>
        new(message.Openid, "subscribe_msg_sent_event",
        [
            new JsonObject
            {
                ["TemplateId"] = message.TemplateId,
                ["MsgID"] = message.Id.ToString(CultureInfo.InvariantCulture),
                ["ErrorCode"] = "0",
                ["ErrorStatus"] = "success",
            },
        ]);
}
