namespace PreExam.Persistence.Catalogue;

/// <summary>One published version of a matter; never changed.</summary>
public sealed class PublishedMatter
{
    /// <summary>The matter's code.</summary>
    public required string Code { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Version { get; init; }

    /// <summary>SHA-256 of the text, lower-case hex.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The YAML as published.</summary>
    public required string Text { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>By whom, or null for the shipped files.</summary>
    public Guid? PublishedBy { get; init; }
}
