using PreExam.Domain.Matters;

namespace PreExam.Domain.Checks;

/// <summary>Typed values: there when required, and of the right form.</summary>
internal static class FieldChecks
{
    public static void Run(FindingWriter run, FormField field) =>
        Run(run, field, new FormValue(field.Id), CheckTarget.OfField(field.Id));

    /// <summary>The same for a value of the form and for one typed off a paper.</summary>
    public static void Run(FindingWriter run, InputField field, Operand operand, CheckTarget target)
    {
        var value = run.Evaluation.ValueOf(operand);
        var label = run.Words.Label(operand);
        if (value is null)
        {
            Missing(run, field, operand, target, label);
            return;
        }

        if (field.Type == FieldType.Identifier && field.Identifier is { } kind)
        {
            Number(run, new IdentifierValid(operand, kind), target, label, value);
            return;
        }

        var fault = Fault(field, value);
        var compared = run.Words.Compared(operand, value);
        if (fault is null)
        {
            run.Passed("field.form", Severity.Blocker, target, label, FindingWriter.Plain(new("已填写，格式正确", "filled in, and of the right form"), compared));
            return;
        }

        run.Add("field.form", Severity.Blocker, target, CheckResult.Failed,
            new($"“{label.Zh}”填写有误：{fault.Zh}。", $"\"{label.En}\" is not right: {fault.En}."),
            new("请改正后再提交。", "Please correct it."),
            FindingWriter.Plain(fault, compared));
    }

    private static void Missing(FindingWriter run, InputField field, Operand operand, CheckTarget target, LocalText label)
    {
        if (field.Optional) return;
        var required = run.Evaluation.Of(field.RequiredWhen);
        if (required == Truth.No) return;
        var explanation = run.Explain(new Given(operand));
        if (required == Truth.Unknown)
        {
            run.Add("field.present", Severity.Blocker, target, CheckResult.Undetermined,
                new($"还不能确定是否要填“{label.Zh}”。", $"Whether \"{label.En}\" is needed can't be told yet."),
                new("请先回答前面的问题。", "Please answer the questions first."),
                explanation);
            return;
        }

        run.Add("field.present", Severity.Blocker, target, CheckResult.Failed,
            new($"“{label.Zh}”还没有填写。", $"\"{label.En}\" is not filled in yet."),
            new("请填写。", "Please fill it in."),
            explanation);
    }

    private static void Number(FindingWriter run, IdentifierValid condition, CheckTarget target, LocalText label, string value)
    {
        var truth = run.Evaluation.Of(condition);
        var explanation = run.Explain(condition);
        if (truth == Truth.Yes)
        {
            run.Passed("field.identifier", Severity.Blocker, target, label, explanation);
            return;
        }

        var check = Identifiers.Identifiers.Check(condition.Kind, value, run.Evaluation.Facts.Today);
        var why = check.Error is { } error ? Names.Of(error) : new("无法核对", "it can't be judged");
        run.Add("field.identifier", Severity.Blocker, target, truth.ToResult(),
            new($"“{label.Zh}”不像有效的{Names.Of(condition.Kind).Zh}：{why.Zh}。", $"\"{label.En}\" does not look like a valid {Names.Of(condition.Kind).En}: {why.En}."),
            new("请对照证件逐位核对。", "Please compare it with the paper, one character at a time."),
            explanation);
    }

    private static LocalText? Fault(InputField field, string value) => field.Type switch
    {
        FieldType.Date when value == InputField.LongTerm && field.MayBeLongTerm => null,
        FieldType.Date when value == InputField.LongTerm || FactValues.AsDate(value) is null => new("不是存在的日期", "it is not a day that exists"),
        FieldType.Number when FactValues.AsNumber(value) is null => new("不是数字", "it is not a number"),
        FieldType.Choice when field.Options.All(o => o.Value != value) => new("不是可选的一项", "it is not one of the options"),
        FieldType.Boolean when value is not ("true" or "false") => new("应为是或否", "it must be yes or no"),
        _ when value.Length > field.MaxLength => new($"超过 {field.MaxLength} 个字", $"it is longer than {field.MaxLength} characters"),
        _ => null,
    };
}
