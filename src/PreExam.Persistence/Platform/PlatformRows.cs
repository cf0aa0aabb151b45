namespace PreExam.Persistence.Platform;

/// <summary>The answer to a request that carried an <c>Idempotency-Key</c>, given again to the same request.</summary>
public sealed class IdempotentAnswer
{
    /// <summary>Hash of who asked, where, with which key.</summary>
    public required string Key { get; init; }

    /// <summary>Hash of the body; another body under the same key is refused.</summary>
    public required string RequestHash { get; init; }

    /// <summary>HTTP status, 0 while the first request is under way.</summary>
    public int Status { get; set; }

    /// <summary>Body of the answer, encrypted.</summary>
    public string? BodySealed { get; set; }

    /// <summary>Location and ETag of the answer as JSON, or null.</summary>
    public string? Headers { get; set; }

    /// <summary>When it was first asked.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>A small value that all processes share: a cached token, a lock, a one-time code's hash.</summary>
public sealed class SharedValue
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The value, sealed where it is secret.</summary>
    public required string Value { get; set; }

    /// <summary>When it ends, or null.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Optimistic lock.</summary>
    public int Version { get; set; } = 1;
}

/// <summary>One version of the table of holidays and make-up days; the highest version counts.</summary>
public sealed class HolidayVersion
{
    /// <summary>1 for the shipped table.</summary>
    public required int Version { get; init; }

    /// <summary>The table as JSON.</summary>
    public required string Body { get; init; }

    /// <summary>When it was loaded.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who loaded it, or null for the shipped one.</summary>
    public Guid? By { get; init; }
}
