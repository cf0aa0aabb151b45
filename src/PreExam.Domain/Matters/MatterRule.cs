using PreExam.Domain.Checks;

namespace PreExam.Domain.Matters;

/// <summary>What follows when a rule's condition holds.</summary>
public enum RuleEffect
{
    /// <summary>The matter can't be filed with these answers.</summary>
    Block,

    /// <summary>Another matter or another authority is right.</summary>
    Redirect,
}

/// <summary>A rule that ends the way here, told before any page is photographed.</summary>
public sealed record MatterRule
{
    /// <summary>Id within the matter.</summary>
    public required string Id { get; init; }

    /// <summary>What follows.</summary>
    public required RuleEffect Effect { get; init; }

    /// <summary>When.</summary>
    public required Condition When { get; init; }

    /// <summary>What the applicant is told: why, and where to go.</summary>
    public required LocalText Message { get; init; }

    /// <summary>The right matter's code, where there is one.</summary>
    public string? ToMatter { get; init; }

    /// <summary>The right authority, where it is another one.</summary>
    public LocalText? ToAuthority { get; init; }
}
