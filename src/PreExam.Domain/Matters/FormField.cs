using PreExam.Domain.Checks;
using PreExam.Domain.Identifiers;

namespace PreExam.Domain.Matters;

/// <summary>What may be typed into a field.</summary>
public enum FieldType
{
    /// <summary>Free text of one line.</summary>
    Text,

    /// <summary>A day, <c>yyyy-MM-dd</c>.</summary>
    Date,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>A number with an official form, see <see cref="InputField.Identifier"/>.</summary>
    Identifier,

    /// <summary>One of <see cref="InputField.Options"/>.</summary>
    Choice,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,
}

/// <summary>Something the applicant types. Values travel as text: <c>2026-11-23</c>, <c>12.5</c>, <c>true</c>.</summary>
public abstract record InputField
{
    /// <summary>What a date field holds for a paper without an end (长期).</summary>
    public const string LongTerm = "long-term";

    /// <summary>Id within the form or the material.</summary>
    public required string Id { get; init; }

    /// <summary>What is read beside the field.</summary>
    public required LocalText Label { get; init; }

    /// <summary>What may be typed.</summary>
    public required FieldType Type { get; init; }

    /// <summary>Kind of number, for <see cref="FieldType.Identifier"/>.</summary>
    public IdentifierKind? Identifier { get; init; }

    /// <summary>For <see cref="FieldType.Choice"/>.</summary>
    public IReadOnlyList<SituationOption> Options { get; init; } = [];

    /// <summary>True where <see cref="LongTerm"/> is a value of a date field.</summary>
    public bool MayBeLongTerm { get; init; }

    /// <summary>Longest text.</summary>
    public int MaxLength { get; init; } = 100;

    /// <summary>True for a field that tells something about a person: encrypted at rest.</summary>
    public bool Personal { get; init; }

    /// <summary>Must be filled in when this holds; null is always, unless <see cref="Optional"/>.</summary>
    public Condition? RequiredWhen { get; init; }

    /// <summary>True for a field that may stay empty.</summary>
    public bool Optional { get; init; }

    /// <summary>A hint under the field.</summary>
    public LocalText? Hint { get; init; }
}

/// <summary>A field of the matter's form.</summary>
public sealed record FormField : InputField
{
    /// <summary>What the field reveals.</summary>
    public Sensitivity Sensitivity { get; init; } = Sensitivity.Normal;
}

/// <summary>A field that the applicant types off a paper, such as its last day of validity.</summary>
public sealed record MaterialField : InputField;
