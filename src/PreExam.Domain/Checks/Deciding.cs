namespace PreExam.Domain.Checks;

/// <summary>Finds what in a condition made its result what it is; the other parts would only distract the reader.</summary>
internal static class Deciding
{
    /// <summary>Leaves with the polarity in which they are wanted. A part of a connective decides when it has the truth of the whole.</summary>
    public static IEnumerable<(Condition Condition, bool Wanted)> Leaves(Evaluation evaluation, Condition condition, bool wanted = true)
    {
        var parts = condition switch
        {
            AllOf all => all.Parts,
            AnyOf any => any.Parts,
            _ => null,
        };
        if (condition is NotThat not) return Leaves(evaluation, not.Part, !wanted);
        if (parts is null) return [(condition, wanted)];
        var whole = evaluation.Of(condition);
        return parts.Where(part => evaluation.Of(part) == whole).SelectMany(part => Leaves(evaluation, part, wanted));
    }
}
