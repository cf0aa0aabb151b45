namespace PreExam.Persistence.Accounts;

/// <summary>A member of staff. A local account; the password is kept as a slow salted hash.</summary>
public sealed class StaffAccount
{
    /// <summary>Row id, GUID v7.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Sign-in name, lower case, unique.</summary>
    public required string UserName { get; init; }

    /// <summary>Name shown to colleagues.</summary>
    public required string DisplayName { get; set; }

    /// <summary>Code of the department whose cases the person sees.</summary>
    public required string Department { get; set; }

    /// <summary>Code of the township station, for station agents.</summary>
    public string? Station { get; set; }

    /// <summary>Roles, for example <c>caseworker</c>, <c>supervisor</c>.</summary>
    public IReadOnlyList<string> Roles { get; set; } = [];

    /// <summary>Hash of the password.</summary>
    public required string PasswordHash { get; set; }

    /// <summary>Wrong passwords since the last right one.</summary>
    public int FailedSignIns { get; set; }

    /// <summary>No sign-in before this.</summary>
    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>The account was ended.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Optimistic lock.</summary>
    public int Version { get; set; } = 1;
}

/// <summary>One refresh token of a family that began with a sign-in. Used twice, the whole family ends.</summary>
public sealed class RefreshToken
{
    /// <summary>Row id, GUID v7.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The sign-in that it stems from.</summary>
    public required Guid Family { get; init; }

    /// <summary>Person or staff account.</summary>
    public required Guid Subject { get; init; }

    /// <summary>Whether the subject is staff.</summary>
    public required bool IsStaff { get; init; }

    /// <summary>SHA-256 of the token; the token itself is nowhere.</summary>
    public required string TokenHash { get; init; }

    /// <summary>When it ends by itself.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was exchanged for the next one.</summary>
    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>When the family was ended.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>Optimistic lock: of two exchanges at once one wins.</summary>
    public int Version { get; set; } = 1;
}

/// <summary>How many messages of one template a person still accepts.</summary>
public sealed class SubscriptionGrant
{
    /// <summary>The person.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>Use of the template, for example <c>result</c>.</summary>
    public required string TemplateUse { get; init; }

    /// <summary>One-time grants left.</summary>
    public int Left { get; set; }

    /// <summary>A long-term grant needs no counting.</summary>
    public bool IsLongTerm { get; set; }

    /// <summary>Optimistic lock.</summary>
    public int Version { get; set; } = 1;
}

/// <summary>A pushed message of WeChat's that was received, so that a repeat changes nothing.</summary>
public sealed class ReceivedPush
{
    /// <summary>Key by which repeats are known.</summary>
    public required string Key { get; init; }

    /// <summary>When it came first.</summary>
    public required DateTimeOffset At { get; init; }
}
