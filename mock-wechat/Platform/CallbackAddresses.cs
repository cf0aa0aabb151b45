using System.Text.Json.Nodes;

namespace MockWeChat.Platform;

internal static class CallbackAddresses
{
    public static void MapCallbackAddresses(this WebApplication app) => app.MapInterface(new Interface(
        "/cgi-bin/getcallbackip", "GET", _ => ValueTask.FromResult(Answer.Fields(("ip_list", new JsonArray("127.0.0.1", "::1"))))));
}
