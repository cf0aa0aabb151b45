namespace PreExam.Domain.Identifiers;

/// <summary>What is wrong with a number. The order is the order of looking: a wrong date is told before a wrong check digit.</summary>
public enum IdentifierError
{
    /// <summary>Wrong length, or a character that this kind never has.</summary>
    BadFormat,

    /// <summary>The registering authority (first character of a credit code) does not exist.</summary>
    BadAuthority,

    /// <summary>The category does not exist under that authority.</summary>
    BadCategory,

    /// <summary>The first two digits name no province.</summary>
    BadRegion,

    /// <summary>The country cannot be that of a foreign permanent resident.</summary>
    BadCountry,

    /// <summary>The birth date does not exist, or lies in the future.</summary>
    BadDate,

    /// <summary>The sequence is one that is never given out.</summary>
    BadSequence,

    /// <summary>The check character does not fit the rest: most often a slip of the finger.</summary>
    BadChecksum,
}

/// <summary>The outcome of looking at one number: fine, or the first thing that is wrong with it.</summary>
public readonly record struct IdentifierCheck
{
    private IdentifierCheck(IdentifierError? error, bool isAdvisory) => (Error, IsAdvisory) = (error, isAdvisory);

    /// <summary>Nothing is wrong with the number; whether it was ever given out is not known from it.</summary>
    public static IdentifierCheck Ok => default;

    /// <summary>What is wrong, or null.</summary>
    public IdentifierError? Error { get; }

    /// <summary>The rule that failed is not confirmed by a published standard: ask a person, never block on it.</summary>
    public bool IsAdvisory { get; }

    /// <summary>True when nothing is wrong.</summary>
    public bool IsOk => Error is null;

    /// <summary>Stable code for findings and checks: <c>OK</c>, <c>BAD_CHECKSUM</c>, <c>BAD_DATE</c> …</summary>
    public string Code => Error switch
    {
        null => "OK",
        IdentifierError.BadFormat => "BAD_FORMAT",
        IdentifierError.BadAuthority => "BAD_AUTHORITY",
        IdentifierError.BadCategory => "BAD_CATEGORY",
        IdentifierError.BadRegion => "BAD_REGION",
        IdentifierError.BadCountry => "BAD_COUNTRY",
        IdentifierError.BadDate => "BAD_DATE",
        IdentifierError.BadSequence => "BAD_SEQUENCE",
        IdentifierError.BadChecksum => "BAD_CHECKSUM",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The outcome for a number with this fault.</summary>
    public static implicit operator IdentifierCheck(IdentifierError error) => FromIdentifierError(error);

    /// <summary>The outcome for a number with this fault.</summary>
    public static IdentifierCheck FromIdentifierError(IdentifierError error) => new(error, isAdvisory: false);

    /// <summary>The outcome for a number that breaks a rule which is widely used but not confirmed.</summary>
    internal static IdentifierCheck Advisory(IdentifierError error) => new(error, isAdvisory: true);
}
