namespace PreExam.WeChat.Push;

/// <summary>A message that WeChat pushed to us, verified and read.</summary>
/// <param name="FromOpenid">Whose doing it tells of.</param>
/// <param name="CreatedAt">WeChat's time of it.</param>
/// <param name="MessageType">For example <c>event</c> or <c>text</c>.</param>
/// <param name="Event">Which event, if it is one.</param>
/// <param name="DedupeKey">The same for every repetition of this message. A digest: says nothing of the person.</param>
/// <param name="Items">The parts that we know how to use; empty for every other kind of message.</param>
public sealed record PushMessage(
    string FromOpenid, DateTimeOffset CreatedAt, string MessageType, string? Event, string DedupeKey, IReadOnlyList<SubscribeEvent> Items)
{
    /// <summary>Without the openid.</summary>
    public override string ToString() => $"PushMessage {MessageType} {Event}";
}

/// <summary>One item of an event about subscription messages. Count each <see cref="DedupeKey"/> once.</summary>
/// <param name="TemplateId">The account's own template id.</param>
/// <param name="DedupeKey">The same for every repetition of this item, in XML and in JSON.</param>
public abstract record SubscribeEvent(string TemplateId, string DedupeKey);

/// <summary>The person answered the consent dialog: an accept adds a grant.</summary>
/// <param name="TemplateId">The account's own template id.</param>
/// <param name="DedupeKey">The same for every repetition.</param>
/// <param name="Accepted">Accepted or rejected.</param>
public sealed record ConsentAnswered(string TemplateId, string DedupeKey, bool Accepted) : SubscribeEvent(TemplateId, DedupeKey);

/// <summary>The person changed the setting of a card: a reject ends all grants of that template.</summary>
/// <param name="TemplateId">The account's own template id.</param>
/// <param name="DedupeKey">The same for every repetition.</param>
/// <param name="Accepted">In practice always false.</param>
public sealed record ConsentChanged(string TemplateId, string DedupeKey, bool Accepted) : SubscribeEvent(TemplateId, DedupeKey);

/// <summary>What became of a message that WeChat had taken.</summary>
/// <param name="TemplateId">The account's own template id.</param>
/// <param name="DedupeKey">The same for every repetition.</param>
/// <param name="MessageId">As told when it was sent.</param>
/// <param name="ErrorCode">0: delivered.</param>
public sealed record DeliveryReported(string TemplateId, string DedupeKey, long? MessageId, int ErrorCode) : SubscribeEvent(TemplateId, DedupeKey);
