namespace PreExam.Persistence.Notices;

/// <summary>A message to a person (通知): always in the app, on WeChat where a grant exists.</summary>
public sealed class Notice
{
    /// <summary>Row id, GUID v7.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The message that asked for it; a repeat changes nothing.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>To whom.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>The case it speaks of.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>What it tells, for example <c>feedbackGiven</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Sealed JSON of title, full text and remedies in zh and en.</summary>
    public required string TextSealed { get; init; }

    /// <summary>When it came to be.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the person opened it.</summary>
    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>WeChat sends begun without an answer so far; two of them end as <see cref="NoticeOutcome.Unclear"/>.</summary>
    public int OpenSends { get; set; }

    /// <summary>How the WeChat channel ended, one of <see cref="NoticeOutcome"/>. Null while under way.</summary>
    public string? Outcome { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>WeChat's id of the message, when it gave one with its answer or with a delivery report.</summary>
    public long? WeChatMessageId { get; set; }

    /// <summary>Optimistic lock.</summary>
    public int Version { get; set; } = 1;
}

/// <summary>How a notice's card on WeChat ended. Stable codes.</summary>
public static class NoticeOutcome
{
    /// <summary>WeChat took it.</summary>
    public const string Sent = "sent";

    /// <summary>The person accepts no card, or there is none for this: the notice in the app is all.</summary>
    public const string InAppOnly = "in_app_only";

    /// <summary>Two sends brought no clear answer: it may have arrived once or twice, or not at all.</summary>
    public const string Unclear = "unclear";

    /// <summary>Certainly not shown, and trying again would not help: somebody has to look.</summary>
    public const string Parked = "parked";
}
