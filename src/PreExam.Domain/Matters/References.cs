using PreExam.Domain.Checks;

namespace PreExam.Domain.Matters;

/// <summary>Whether everything that conditions and checks speak of is there.</summary>
internal static class References
{
    public static IEnumerable<MatterFault> In(Matter matter, Condition? condition, string pointer) =>
        condition.Leaves().SelectMany(leaf => Leaf(matter, leaf)).Select(message => new MatterFault(pointer, message));

    /// <summary>The list must not change overnight under an applicant who has answered everything.</summary>
    public static IEnumerable<MatterFault> NotToday(Condition? condition, string place)
    {
        if (condition.Leaves().SelectMany(l => l.Operands()).SelectMany(o => o.WithParts()).Any(o => o is TodayValue))
        {
            yield return new(place, "may not depend on the day");
        }
    }

    public static IEnumerable<MatterFault> Target(Matter matter, CheckTarget target, string pointer)
    {
        var message = target.Kind switch
        {
            TargetKind.Question => matter.Situations.Any(s => s.Id == target.Id) ? null : $"question '{target.Id}' does not exist",
            TargetKind.Field => Operand(matter, new FormValue(target.Id)),
            TargetKind.Slot when target.Field is { } field => Operand(matter, new PaperValue(target.Id, field)),
            TargetKind.Slot => Slot(matter, target.Id),
            _ => null,
        };
        if (message is not null) yield return new(pointer, message);
    }

    public static IEnumerable<MatterFault> DateField(Matter matter, ExpiryCheck check, string pointer)
    {
        if (Operand(matter, new PaperValue(check.Slot, check.Field)) is { } message)
        {
            yield return new(pointer, message);
        }
        else if (matter.Materials.First(m => m.Slot == check.Slot).Fields.First(f => f.Id == check.Field).Type != FieldType.Date)
        {
            yield return new(pointer, $"'{check.Field}' is not a date");
        }
    }

    private static IEnumerable<string> Leaf(Matter matter, Condition leaf)
    {
        switch (leaf)
        {
            case AnswerIn answer:
                var situation = matter.Situations.FirstOrDefault(s => s.Id == answer.Question);
                if (situation is null) yield return $"question '{answer.Question}' does not exist";
                foreach (var value in answer.Values)
                {
                    if (situation is not null && situation.Options.All(o => o.Value != value)) yield return $"question '{answer.Question}' has no option '{value}'";
                }

                break;
            case PageCount count when Slot(matter, count.Slot) is { } message:
                yield return message;
                break;
        }

        foreach (var operand in leaf.Operands().SelectMany(o => o.WithParts()))
        {
            if (Operand(matter, operand) is { } message) yield return message;
        }
    }

    private static string? Operand(Matter matter, Operand operand) => operand switch
    {
        FormValue form => matter.Form.Any(f => f.Id == form.Field) ? null : $"form field '{form.Field}' does not exist",
        PaperValue paper => Slot(matter, paper.Slot)
            ?? (matter.Materials.First(m => m.Slot == paper.Slot).Fields.Any(f => f.Id == paper.Field)
                ? null
                : $"material '{paper.Slot}' has no field '{paper.Field}'"),
        _ => null,
    };

    private static string? Slot(Matter matter, string slot) => matter.Materials.Any(m => m.Slot == slot) ? null : $"material '{slot}' does not exist";
}
