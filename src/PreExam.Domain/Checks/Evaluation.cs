using System.Diagnostics;
using PreExam.Domain.Identifiers;
using PreExam.Domain.Matters;

namespace PreExam.Domain.Checks;

/// <summary>One matter's conditions held against one case's facts. Reads, never changes; as cheap as the tree is large.</summary>
internal sealed class Evaluation(Vocabulary matter, CaseFacts facts)
{
    public CaseFacts Facts => facts;

    public MaterialFacts Material(string slot) => facts.Materials.GetValueOrDefault(slot) ?? MaterialFacts.Empty;

    public Truth Of(Condition? condition) => condition switch
    {
        null => Truth.Yes,
        AllOf all => all.Parts.Aggregate(Truth.Yes, (sum, part) => sum.And(Of(part))),
        AnyOf any => any.Parts.Aggregate(Truth.No, (sum, part) => sum.Or(Of(part))),
        NotThat not => Of(not.Part).Not(),
        AnswerIn answer => Of(answer),
        Given given => Kleene.Of(ValueOf(given.Value) is not null),
        Compare compare => Of(compare),
        ValueIn set => Kleene.Of(ValueOf(set.Value) is { } value ? set.Values.Contains(value, StringComparer.Ordinal) : null),
        SameAs same => Kleene.Of(ValueOf(same.Left) is { } left && ValueOf(same.Right) is { } right
            ? Writing.Same(left, right, same.Normalisation)
            : null),
        PageCount count => Of(count),
        AgeIn age => Kleene.Of(AgeOf(age) is { } years ? years >= (age.Min ?? 0) && years <= (age.Max ?? int.MaxValue) : null),
        IdentifierValid identifier => Of(identifier),
        _ => throw new UnreachableException(),
    };

    public int? AgeOf(AgeIn age) => DateOf(age.BirthDate) is { } birth && DateOf(age.On) is { } on ? FactValues.Age(birth, on) : null;

    public int Pictures(string slot) => Material(slot).Pages.Sum(p => p.Pictures);

    /// <summary>Whether a question is asked at all, given the answers before it.</summary>
    public Truth IsAsked(Situation situation) => Of(situation.AskWhen);

    /// <summary>The valid answer to a question that is asked; null where there is none yet.</summary>
    public IReadOnlyList<string>? AnswerTo(Situation situation)
    {
        if (!facts.Answers.TryGetValue(situation.Id, out var answer)) return null;
        if (answer.Count == 0) return situation.MayBeNone ? answer : null;
        if (situation.Kind == AnswerKind.One && answer.Count > 1) return null;
        return answer.All(a => situation.Options.Any(o => o.Value == a)) ? answer : null;
    }

    public string? ValueOf(Operand operand) => operand switch
    {
        FormValue form => Typed(facts.Form, form.Field),
        PaperValue paper => Typed(Material(paper.Slot).Fields, paper.Field),
        ApplicantValue applicant => Known(applicant.Fact),
        TodayValue => FactValues.Of(facts.Today),
        Literal literal => literal.Value,
        BirthDateIn birth => ResidentId.TryParse(ValueOf(birth.IdNumber), facts.Today, out var id) ? FactValues.Of(id.BirthDate) : null,
        Shifted shifted => DateOf(shifted.Date) is { } date && Shift(date, shifted) is { } moved ? FactValues.Of(moved) : null,
        _ => throw new UnreachableException(),
    };

    public DateOnly? DateOf(Operand operand) => FactValues.AsDate(ValueOf(operand));

    private Truth Of(AnswerIn condition)
    {
        if (matter.FindSituation(condition.Question) is not { } situation) return Truth.Unknown;
        var asked = IsAsked(situation);
        if (asked != Truth.Yes) return asked; // a question that is not asked has no answer to be among the values
        return Kleene.Of(AnswerTo(situation) is { } answer ? answer.Any(condition.Values.Contains) : null);
    }

    private Truth Of(Compare compare)
    {
        if (ValueOf(compare.Left) is not { } left || ValueOf(compare.Right) is not { } right) return Truth.Unknown;
        if (Order(left, right) is not { } order) return Truth.Unknown;
        return Kleene.Of(compare.Comparison switch
        {
            Comparison.Equal => order == 0,
            Comparison.NotEqual => order != 0,
            Comparison.Less => order < 0,
            Comparison.AtMost => order <= 0,
            Comparison.More => order > 0,
            Comparison.AtLeast => order >= 0,
            _ => throw new UnreachableException(),
        });

        int? Order(string a, string b)
        {
            if (FactValues.AsDate(a) is { } day && FactValues.AsDate(b) is { } otherDay) return day.CompareTo(otherDay);
            if (FactValues.AsNumber(a) is { } number && FactValues.AsNumber(b) is { } otherNumber) return number.CompareTo(otherNumber);
            return compare.Comparison is Comparison.Equal or Comparison.NotEqual ? string.CompareOrdinal(a, b) : null;
        }
    }

    private Truth Of(PageCount count)
    {
        var material = Material(count.Slot);
        if (material.Pages.Count == 0 && material.Unavailable) return Truth.Unknown;
        var pictures = Pictures(count.Slot);
        return Kleene.Of(pictures >= (count.Min ?? 0) && pictures <= (count.Max ?? int.MaxValue));
    }

    private Truth Of(IdentifierValid condition)
    {
        if (ValueOf(condition.Value) is not { } value) return Truth.Unknown;
        var check = Identifiers.Identifiers.Check(condition.Kind, value, facts.Today);
        return check.IsAdvisory ? Truth.Unknown : Kleene.Of(check.IsOk); // a rule nobody confirmed must not refuse a person
    }

    private string? Known(ApplicantFact fact) => fact switch
    {
        ApplicantFact.Name => facts.Applicant.Name,
        ApplicantFact.IdNumber => facts.Applicant.IdNumber,
        ApplicantFact.BirthDate => facts.Applicant.BirthDate is { } date ? FactValues.Of(date) : null,
        ApplicantFact.Sex => facts.Applicant.Sex switch { Sex.Female => "female", Sex.Male => "male", _ => null },
        ApplicantFact.GuardianName => facts.Applicant.GuardianName,
        _ => throw new UnreachableException(),
    };

    private static string? Typed(IReadOnlyDictionary<string, string> values, string field) =>
        values.TryGetValue(field, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private DateOnly? Shift(DateOnly date, Shifted shifted)
    {
        if (date == DateOnly.MaxValue) return date; // "long-term" stays so
        try
        {
            return shifted.Unit switch
            {
                ShiftUnit.Day => date.AddDays(shifted.Amount),
                ShiftUnit.Month => date.AddMonths(shifted.Amount),
                ShiftUnit.Year => date.AddYears(shifted.Amount),
                ShiftUnit.WorkingDay => facts.Calendar.AddWorkingDays(date, shifted.Amount),
                _ => throw new UnreachableException(),
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            return null; // a typed year such as 0001 or 9999: nothing can be told from it
        }
    }
}
