namespace PreExam.Domain.Checks;

/// <summary>What conditions and operands refer to.</summary>
internal static class ConditionWalk
{
    public static IEnumerable<Condition> Leaves(this Condition? condition) => condition switch
    {
        null => [],
        AllOf all => all.Parts.SelectMany(Leaves),
        AnyOf any => any.Parts.SelectMany(Leaves),
        NotThat not => not.Part.Leaves(),
        _ => [condition],
    };

    public static IEnumerable<Operand> Operands(this Condition leaf) => leaf switch
    {
        Given given => [given.Value],
        Compare compare => [compare.Left, compare.Right],
        ValueIn set => [set.Value],
        SameAs same => [same.Left, same.Right],
        AgeIn age => [age.BirthDate, age.On],
        IdentifierValid identifier => [identifier.Value],
        _ => [],
    };

    /// <summary>The operand itself and those that it is made of.</summary>
    public static IEnumerable<Operand> WithParts(this Operand operand) => operand switch
    {
        BirthDateIn birth => [birth, .. birth.IdNumber.WithParts()],
        Shifted shifted => [shifted, .. shifted.Date.WithParts()],
        _ => [operand],
    };
}
