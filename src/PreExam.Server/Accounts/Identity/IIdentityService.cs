using Refit;

namespace PreExam.Server.Accounts;

/// <summary>The unified identity service of the county or province, as docs/neighbours.md describes it; each county's own differs behind it.</summary>
internal interface IIdentityService
{
    [Post("/v1/verifications")]
    Task<ApiResponse<IdentityAnswer>> Verify([Body(buffered: true)] IdentityQuestion question, CancellationToken cancellation);
}

// Plain classes, not records: a record's ToString would print name and number.

internal sealed class IdentityQuestion
{
    public required string Name { get; init; }

    public required string IdNumber { get; init; }
}

internal sealed class IdentityAnswer
{
    /// <summary><c>match</c> or <c>mismatch</c>; the service does not say which of the two is wrong.</summary>
    public string? Result { get; init; }
}
