using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MockWeChat.Platform;

namespace MockWeChat.Push;

/// <summary>Something to tell the mini-program's server, before it is written as XML or JSON.</summary>
/// <param name="Openid">Whom it is about.</param>
/// <param name="Name">For example <c>subscribe_msg_popup_event</c>.</param>
/// <param name="Items">Becomes List: in JSON one object for one item and an array for several, in XML repeated elements.</param>
/// <param name="Fields">Further fields on the top level.</param>
internal sealed record PushedEvent(string Openid, string Name, IReadOnlyList<JsonObject> Items, JsonObject? Fields = null)
{
    // Subscription events write the time as text, all others as a number.
    private bool TimeIsText => Name.StartsWith("subscribe_msg_", StringComparison.Ordinal);

    public string Write(PushFormat format, string originalId, DateTimeOffset at) =>
        format == PushFormat.Json ? Json(originalId, at).ToJsonString(Answer.Plainly) : $"<xml>{XmlInside(originalId, at)}</xml>";

    public JsonObject Json(string originalId, DateTimeOffset at)
    {
        var json = Head(originalId, at);
        if (Items.Count == 1) json["List"] = Items[0].DeepClone();
        if (Items.Count > 1) json["List"] = new JsonArray([.. Items.Select(item => item.DeepClone())]);
        return json;
    }

    public string XmlInside(string originalId, DateTimeOffset at)
    {
        var xml = new StringBuilder();
        foreach (var (name, value) in Head(originalId, at)) xml.Append(Element(name, value));
        if (Items.Count == 0) return xml.ToString();

        var wrapper = string.Concat(Name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        xml.Append(CultureInfo.InvariantCulture, $"<{wrapper}>");
        foreach (var item in Items) xml.Append(Element("List", item));
        return xml.Append(CultureInfo.InvariantCulture, $"</{wrapper}>").ToString();
    }

    private JsonObject Head(string originalId, DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds();
        var json = new JsonObject
        {
            ["ToUserName"] = originalId,
            ["FromUserName"] = Openid,
            ["CreateTime"] = TimeIsText ? seconds.ToString(CultureInfo.InvariantCulture) : seconds,
            ["MsgType"] = "event",
            ["Event"] = Name,
        };
        foreach (var (name, value) in Fields ?? []) json[name] = value?.DeepClone();
        return json;
    }

    private static string Element(string name, JsonNode? value) => value switch
    {
        JsonObject inside => $"<{name}>{string.Concat(inside.Select(field => Element(field.Key, field.Value)))}</{name}>",
        JsonArray several => string.Concat(several.Select(one => Element(name, one))),
        JsonValue text when text.TryGetValue<string>(out var characters)
            => $"<{name}><![CDATA[{characters.Replace("]]>", "]]]]><![CDATA[>", StringComparison.Ordinal)}]]></{name}>",
        _ => $"<{name}>{value?.ToJsonString()}</{name}>",
    };
}
