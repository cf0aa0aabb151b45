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

    /// <summary>WeChat sends begun without an answer so far; two of them end as <c>unclear</c>.</summary>
    public int OpenSends { get; set; }

    /// <summary>How the WeChat channel ended: sent, in_app_only, unclear, parked. Null while under way.</summary>
    public string? Outcome { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>WeChat's id of the message, when it gave one.</summary>
    public long? WeChatMessageId { get; set; }

    /// <summary>Optimistic lock.</summary>
    public int Version { get; set; } = 1;
}
