using PreExam.Domain.Checks;
using PreExam.Domain.People;

namespace PreExam.Domain.Matters;

/// <summary>
/// The content of a government service matter (事项): guide, limits, situations, materials, form, rules and checks. It never
/// changes; an edit is a new <see cref="MatterVersion"/>.
/// </summary>
public sealed record Matter
{
    /// <summary>Longest text that a message card takes (WeChat's <c>thing</c> values).</summary>
    public const int CardTextLength = 20;

    /// <summary>Twelve digits.</summary>
    public required string Code { get; init; }

    /// <summary>Full name.</summary>
    public required LocalText Name { get; init; }

    /// <summary>Name of at most 20 characters, for message cards: a long name is not cut blindly.</summary>
    public required string ShortTitle { get; init; }

    /// <summary>The department whose staff pre-examine it.</summary>
    public required Department Department { get; init; }

    /// <summary>Kind of government act.</summary>
    public required MatterKind Kind { get; init; }

    /// <summary>Who applies.</summary>
    public required ApplicantKind Applicant { get; init; }

    /// <summary>At once, or within a promised time.</summary>
    public required Handling Handling { get; init; }

    /// <summary>Levels at which it can be filed: county, town, village.</summary>
    public required IReadOnlyList<string> Levels { get; init; }

    /// <summary>Whether a written promise may replace proof (告知承诺制).</summary>
    public bool Commitment { get; init; }

    /// <summary>Guide texts.</summary>
    public required Guide Guide { get; init; }

    /// <summary>Limits with their units.</summary>
    public required Limits Limits { get; init; }

    /// <summary>Most visits that the whole matter needs.</summary>
    public int VisitsMax { get; init; }

    /// <summary>Whether no visit at all is possible.</summary>
    public required ZeroRun ZeroRun { get; init; }

    /// <summary>What it costs.</summary>
    public required Fee Fee { get; init; }

    /// <summary>Procedures whose time is not counted.</summary>
    public IReadOnlyList<SpecialProcedure> SpecialProcedures { get; init; } = [];

    /// <summary>Codes of the certificate tracks that follow a licence, e.g. <c>TAX</c>.</summary>
    public IReadOnlyList<string> FollowUpTracks { get; init; } = [];

    /// <summary>Which answers ask for a track, by its code; a track that is not named here always follows.</summary>
    public IReadOnlyDictionary<string, Condition> TrackChoices { get; init; } = new Dictionary<string, Condition>();

    /// <summary>What a submission needs to be known of the applicant.</summary>
    public IdentityLevel SubmitLevel { get; init; } = IdentityLevel.RealName;

    /// <summary>Whether a guardian may act for a child in this matter.</summary>
    public bool GuardianAllowed { get; init; }

    /// <summary>Questions in the order asked.</summary>
    public IReadOnlyList<Situation> Situations { get; init; } = [];

    /// <summary>The typed form.</summary>
    public IReadOnlyList<FormField> Form { get; init; } = [];

    /// <summary>Everything that may be asked for.</summary>
    public required IReadOnlyList<MaterialRequirement> Materials { get; init; }

    /// <summary>Rules that redirect or block.</summary>
    public IReadOnlyList<MatterRule> Rules { get; init; } = [];

    /// <summary>Checks beyond those that follow from form and materials by themselves.</summary>
    public IReadOnlyList<Check> Checks { get; init; } = [];

    /// <summary>What in this matter is an example that each county replaces; JSON-pointer-like paths.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];
}
