using MockWeChat.Platform;

namespace MockWeChat.Subscriptions;

/// <summary>A card on somebody's phone.</summary>
internal sealed record DeliveredMessage(
    long Id, string Openid, string TemplateId, string Title, string Text, IReadOnlyDictionary<string, string> Data,
    string? Page, string MiniprogramState, string Lang, DateTimeOffset At);

internal sealed class DeliveredMessages
{
    private readonly Bounded<DeliveredMessage> _messages = new(10_000);
    private long _lastId = 3_900_000_000_000_000_000; // beyond what a double holds exactly, as real ones are

    public long NextId() => Interlocked.Increment(ref _lastId);

    public void Deliver(DeliveredMessage message) => _messages.Add(message);

    public IReadOnlyList<DeliveredMessage> To(string? openid) => _messages.Where(m => openid is null || m.Openid == openid);

    public void Clear() => _messages.Clear();
}

internal static class MessageEndpoints
{
    public static void MapMessages(this WebApplication app)
    {
        app.MapGet("/_mock/messages", (string? openid, DeliveredMessages messages) => messages.To(openid).Select(View));
        app.MapDelete("/_mock/messages", (DeliveredMessages messages) =>
        {
            messages.Clear();
            return TypedResults.NoContent();
        });
    }

    /// <summary>The id as text: a browser would round the number.</summary>
    private static object View(DeliveredMessage m) => new
    {
        Id = $"{m.Id}", m.Openid, m.TemplateId, m.Title, m.Text, m.Data, m.Page, m.MiniprogramState, m.Lang, m.At,
    };
}
