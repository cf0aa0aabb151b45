using PreExam.Domain.Identifiers;

namespace PreExam.Domain.Checks;

/// <summary>A condition over what is known of a case: a tree evaluated by three-valued logic, so that a missing value never counts as a no.</summary>
public abstract record Condition;

/// <summary>All parts hold. Holds when empty.</summary>
public sealed record AllOf(params IReadOnlyList<Condition> Parts) : Condition;

/// <summary>At least one part holds.</summary>
public sealed record AnyOf(params IReadOnlyList<Condition> Parts) : Condition;

/// <summary>The part does not hold.</summary>
public sealed record NotThat(Condition Part) : Condition;

/// <summary>The answer, or one of several answers, to a question is among the values. No for a question that is not asked.</summary>
public sealed record AnswerIn(string Question, params IReadOnlyList<string> Values) : Condition;

/// <summary>A value was typed, whatever it is.</summary>
public sealed record Given(Operand Value) : Condition;

/// <summary>How two values are compared.</summary>
public enum Comparison
{
    /// <summary>The same day, number or text.</summary>
    Equal,

    /// <summary>Not the same.</summary>
    NotEqual,

    /// <summary>Earlier or smaller.</summary>
    Less,

    /// <summary>Not later, not greater.</summary>
    AtMost,

    /// <summary>Later or greater.</summary>
    More,

    /// <summary>Not earlier, not smaller.</summary>
    AtLeast,
}

/// <summary>Two days, two numbers or two texts compared. Unknown where one is missing or of another kind.</summary>
public sealed record Compare(Operand Left, Comparison Comparison, Operand Right) : Condition;

/// <summary>The value is one of a set.</summary>
public sealed record ValueIn(Operand Value, params IReadOnlyList<string> Values) : Condition;

/// <summary>What differences in writing do not matter.</summary>
public enum Normalisation
{
    /// <summary>Only width and outer spaces.</summary>
    Exact,

    /// <summary>A person's name: spaces, the middle dot and its look-alikes.</summary>
    PersonName,

    /// <summary>An organisation's name: spaces, brackets of either width, letter case.</summary>
    OrganisationName,

    /// <summary>An address: spaces, punctuation, letter case, number signs such as 号 and #.</summary>
    Address,

    /// <summary>A number with an official form: spaces, hyphens, letter case.</summary>
    Identifier,
}

/// <summary>Two texts say the same once their writing is normalised.</summary>
public sealed record SameAs(Operand Left, Operand Right, Normalisation Normalisation) : Condition;

/// <summary>A material has so many pages.</summary>
public sealed record PageCount(string Slot, int? Min, int? Max) : Condition;

/// <summary>Completed years between a birth date and a day lie between the bounds, both included.</summary>
public sealed record AgeIn(Operand BirthDate, Operand On, int? Min, int? Max) : Condition;

/// <summary>The number has the form, and where there is one the check character, of its kind.</summary>
public sealed record IdentifierValid(Operand Value, IdentifierKind Kind) : Condition;
