namespace PreExam.Persistence.Audit;

/// <summary>Who did what to what. Appended freely; a sealer chains the rows by hash afterwards. Never personal text.</summary>
public sealed class AuditRow
{
    /// <summary>Row id, GUID v7.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>person, staff, department or system.</summary>
    public required string ActorKind { get; init; }

    /// <summary>Who, or null for the system.</summary>
    public Guid? ActorId { get; init; }

    /// <summary>What was done, for example <c>page.viewed</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Kind of thing, for example <c>case</c>.</summary>
    public required string TargetKind { get; init; }

    /// <summary>Which thing.</summary>
    public required Guid TargetId { get; init; }

    /// <summary>Codes and ids that explain it, as JSON, or null.</summary>
    public string? Detail { get; init; }

    /// <summary>Place in the chain; null until sealed.</summary>
    public long? Sequence { get; set; }

    /// <summary>Hash over this row and the one before it, lower-case hex; null until sealed.</summary>
    public string? Hash { get; set; }
}
