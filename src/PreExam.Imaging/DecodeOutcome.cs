namespace PreExam.Imaging;

/// <summary>How the decoding of one file ended: <see cref="Decoded"/>, <see cref="DecodeRefused"/> or <see cref="ChildDied"/>.</summary>
public abstract record DecodeOutcome
{
    private protected DecodeOutcome() { }
}

/// <summary>The file was decoded.</summary>
/// <param name="Pages">Its pages in order, at least one.</param>
public sealed record Decoded(IReadOnlyList<DecodedPage> Pages) : DecodeOutcome;

/// <summary>The file can't be used, and will not be usable next time either.</summary>
/// <param name="Code">One of <see cref="ImagingCodes"/>.</param>
public sealed record DecodeRefused(string Code) : DecodeOutcome;

/// <summary>The decoder process ended before it had answered. The file may be at fault, or the machine: try again a few times.</summary>
/// <param name="Reason">Why it ended.</param>
public sealed record ChildDied(ChildDeath Reason) : DecodeOutcome;

/// <summary>Why a decoder process ended without an answer.</summary>
public enum ChildDeath
{
    /// <summary>It took more memory than is allowed and was killed.</summary>
    Memory,
    /// <summary>It took more time than is allowed and was killed.</summary>
    Time,
    /// <summary>It crashed, or was ended by someone else.</summary>
    Crash,
    /// <summary>It answered something that is not an answer, and was killed.</summary>
    Nonsense,
    /// <summary>It could not be started.</summary>
    NotStarted,
}

/// <summary>One page of a file: renditions without any metadata, in sRGB, upright.</summary>
/// <param name="Page">The page as JPEG.</param>
/// <param name="Thumbnail">The thumbnail as JPEG.</param>
/// <param name="Transform">The way from the original to <paramref name="Page"/>.</param>
/// <param name="Measures">What was measured.</param>
/// <param name="Findings">What of it is to be told to the applicant.</param>
public sealed record DecodedPage(
    Rendition Page, Rendition Thumbnail, PageTransform Transform, PageMeasures Measures, IReadOnlyList<QualityFinding> Findings)
{
    /// <summary>How the paper was found in the picture, and where.</summary>
    public required PaperSighting Paper { get; init; }
}

/// <summary>One JPEG made from an original.</summary>
/// <param name="Jpeg">The file.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
public sealed record Rendition(byte[] Jpeg, int Width, int Height);
