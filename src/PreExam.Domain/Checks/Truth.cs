namespace PreExam.Domain.Checks;

/// <summary>Kleene's three truth values, in their order: "and" is the smaller, "or" the greater.</summary>
public enum Truth
{
    /// <summary>Known to be false.</summary>
    No,

    /// <summary>Not known, because something it needs is not known.</summary>
    Unknown,

    /// <summary>Known to be true.</summary>
    Yes,
}

/// <summary>Kleene's connectives.</summary>
public static class Kleene
{
    /// <summary>No if either is no, whatever the other.</summary>
    public static Truth And(this Truth left, Truth right) => left < right ? left : right;

    /// <summary>Yes if either is yes, whatever the other.</summary>
    public static Truth Or(this Truth left, Truth right) => left > right ? left : right;

    /// <summary>Unknown stays unknown.</summary>
    public static Truth Not(this Truth value) => Truth.Yes - (int)value;

    /// <summary>A known truth value.</summary>
    public static Truth Of(bool value) => value ? Truth.Yes : Truth.No;

    /// <summary>A known truth value, or unknown for null.</summary>
    public static Truth Of(bool? value) => value is { } known ? Of(known) : Truth.Unknown;

    /// <summary>The truth value as a check's result.</summary>
    public static CheckResult ToResult(this Truth value) => value switch
    {
        Truth.Yes => CheckResult.Passed,
        Truth.No => CheckResult.Failed,
        _ => CheckResult.Undetermined,
    };
}
