using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using MockWeChat.Platform;

namespace MockWeChat.Push;

/// <summary>A message to push by hand. What is left out comes from the settings.</summary>
internal sealed record PushOrder(
    string Openid, string Event, IReadOnlyList<JsonObject>? Items = null, JsonObject? Fields = null,
    PushMode? Mode = null, PushFormat? Format = null, PushFlaw Flaw = PushFlaw.None, int Copies = 1);

internal sealed record Verification(int Status, string Reply, bool EchoedUnchanged);

internal static class PushEndpoints
{
    public static void MapPush(this WebApplication app)
    {
        app.MapGet("/_mock/pushes", (PushDelivery push) => push.All);
        app.MapDelete("/_mock/pushes", (PushDelivery push) =>
        {
            push.Forget();
            return TypedResults.NoContent();
        });
        app.MapPost("/_mock/push", async Task<IResult> (PushOrder order, PushDelivery push, Settings settings) =>
        {
            if (settings.Now.PushUrl.Length == 0) return TypedResults.Conflict("There is no push URL: set one in /_mock/settings.");
            return TypedResults.Ok(await push.Push(
                new PushedEvent(order.Openid, order.Event, order.Items ?? [], order.Fields), order.Mode ?? settings.Now.PushMode,
                order.Format ?? settings.Now.PushFormat, order.Flaw, Math.Clamp(order.Copies, 1, 20)));
        });
        app.MapPost("/_mock/push/verification", Verify);
    }

    /// <summary>What the console does when somebody saves the push URL: a signed GET whose echostr has to come back.</summary>
    private static async Task<IResult> Verify(
        Settings settings, IOptions<MockOptions> options, IHttpClientFactory clients, TimeProvider clock,
        [FromQuery] string? echo = null, [FromQuery] bool badSignature = false)
    {
        var target = settings.Now.PushUrl;
        if (target.Length == 0) return TypedResults.Conflict("There is no push URL: set one in /_mock/settings.");

        echo ??= RandomText.Digits(19);
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = RandomText.Digits(10);
        var signature = PushEnvelope.Signature(badSignature ? "nobody" : options.Value.Token, timestamp, nonce);
        var query = $"signature={signature}&timestamp={timestamp}&nonce={nonce}&echostr={Uri.EscapeDataString(echo)}";
        var address = target + (target.Contains('?', StringComparison.Ordinal) ? '&' : '?') + query;

        using var answer = await clients.CreateClient(PushDelivery.ClientName).GetAsync(new Uri(address));
        var reply = await answer.Content.ReadAsStringAsync();
        return TypedResults.Ok(new Verification((int)answer.StatusCode, reply, reply == echo));
    }
}
