using PreExam.Domain.Cases;
using PreExam.Domain.Identifiers;
using PreExam.Domain.People;
using PreExam.Domain.Time;

namespace PreExam.Domain.Checks;

/// <summary>One page as the checks see it.</summary>
/// <param name="Id">The page.</param>
/// <param name="State">How far the machine is with it; a page still waiting is undetermined, never bad.</param>
/// <param name="FindingCodes">Codes of what was found on it, e.g. <c>IMG_BLUR</c>.</param>
/// <param name="Pictures">How many pages the file holds: more than one for a PDF.</param>
public sealed record PageFacts(Guid Id, PageState State, IReadOnlyList<string> FindingCodes, int Pictures = 1);

/// <summary>One material as the checks see it.</summary>
public sealed record MaterialFacts
{
    /// <summary>A material without anything.</summary>
    public static MaterialFacts Empty { get; } = new();

    /// <summary>Its pages, removed ones left out.</summary>
    public IReadOnlyList<PageFacts> Pages { get; init; } = [];

    /// <summary>What the applicant typed off the paper, by field id.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>True when the applicant said that it can't be provided; the words go to the caseworker.</summary>
    public bool Unavailable { get; init; }
}

/// <summary>What is known of the applicant from the sign-in.</summary>
public sealed record ApplicantFacts
{
    /// <summary>How well the applicant is known.</summary>
    public IdentityLevel Level { get; init; }

    /// <summary>Name, or null.</summary>
    public string? Name { get; init; }

    /// <summary>Identity number, or null; never printed in full.</summary>
    public string? IdNumber { get; init; }

    /// <summary>Birth date, from the identity number.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary>Sex, from the identity number.</summary>
    public Sex? Sex { get; init; }

    /// <summary>True when a guardian acts for the applicant.</summary>
    public bool ThroughGuardian { get; init; }

    /// <summary>The guardian's name, or null.</summary>
    public string? GuardianName { get; init; }
}

/// <summary>Everything that checks may look at, as plain values: a run reads nothing else and changes nothing.</summary>
public sealed record CaseFacts
{
    private static readonly WorkingCalendar PlainWeeks = new(new HolidayTable("plain weeks", []));

    /// <summary>Answers and nothing else; the day is one on which nothing can be decided.</summary>
    internal static CaseFacts OnlyAnswers(IReadOnlyDictionary<string, IReadOnlyList<string>> answers) =>
        new() { Today = DateOnly.MinValue, Calendar = PlainWeeks, Answers = answers };

    /// <summary>The day of the check, in Beijing time.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Working days, for windows counted in them.</summary>
    public required WorkingCalendar Calendar { get; init; }

    /// <summary>Answers by question id; an empty list is an answer only where the question may have none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Answers { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The form, by field id.</summary>
    public IReadOnlyDictionary<string, string> Form { get; init; } = new Dictionary<string, string>();

    /// <summary>Materials by slot.</summary>
    public IReadOnlyDictionary<string, MaterialFacts> Materials { get; init; } = new Dictionary<string, MaterialFacts>();

    /// <summary>The applicant.</summary>
    public ApplicantFacts Applicant { get; init; } = new();
}
