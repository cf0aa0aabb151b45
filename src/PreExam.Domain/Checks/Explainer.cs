using System.Diagnostics;
using PreExam.Domain.Matters;

namespace PreExam.Domain.Checks;

/// <summary>Says in one plain sentence what a condition compared with what, and which part decided.</summary>
internal sealed class Explainer(Vocabulary matter, Evaluation evaluation)
{
    private readonly List<ComparedValue> _values = [];

    public static Explanation Explain(Vocabulary matter, Evaluation evaluation, Condition condition)
    {
        var explainer = new Explainer(matter, evaluation);
        LocalText[] sentences = [.. Deciding.Leaves(evaluation, condition).Select(leaf => explainer.Sentence(leaf.Condition, leaf.Wanted))];
        return new(LocalText.Join("；", "; ", sentences), [.. explainer._values.Distinct()]);
    }

    private LocalText Sentence(Condition leaf, bool wanted)
    {
        var missing = new List<LocalText>();
        var (zh, en) = Requirement(leaf, wanted, missing);
        var truth = wanted ? evaluation.Of(leaf) : evaluation.Of(leaf).Not();
        var because = LocalText.Join("、", " and ", missing.Distinct());
        return truth switch
        {
            Truth.Yes => new($"{zh}：符合", $"{en}: so it is"),
            Truth.No => new($"{zh}：不符合", $"{en}: it is not so"),
            _ when missing.Count > 0 => new($"{zh}：无法判断，因为不知道{because.Zh}", $"{en}: can't be told without {because.En}"),
            _ => new($"{zh}：无法判断", $"{en}: can't be told from these values"),
        };
    }

    private (string Zh, string En) Requirement(Condition leaf, bool wanted, List<LocalText> missing)
    {
        var (must, mustEn) = wanted ? ("应", "must") : ("不应", "must not");
        switch (leaf)
        {
            case Compare compare:
            {
                var comparison = wanted ? compare.Comparison : Opposite(compare.Comparison);
                var (op, opEn) = Words(comparison, matter.IsDate(compare.Left) || matter.IsDate(compare.Right));
                var left = Say(compare.Left, missing);
                var right = Say(compare.Right, missing);
                return ($"{left.Zh}应{op}{right.Zh}", $"{left.En} must be {opEn} {right.En}");
            }

            case SameAs same:
            {
                var left = Say(same.Left, missing);
                var right = Say(same.Right, missing);
                return ($"{left.Zh}与{right.Zh}{must}一致", $"{left.En} and {right.En} {mustEn} be the same");
            }

            case ValueIn set:
            {
                var value = Say(set.Value, missing);
                return ($"{value.Zh}{must}是 {string.Join("、", set.Values)} 之一", $"{value.En} {mustEn} be one of {string.Join(", ", set.Values)}");
            }

            case Given given:
            {
                var label = matter.Label(given.Value);
                _values.Add(matter.Compared(given.Value, evaluation.ValueOf(given.Value)));
                return ($"{label.Zh}{must}填写", $"{label.En} {mustEn} be filled in");
            }

            case IdentifierValid identifier:
            {
                var value = Say(identifier.Value, missing);
                var kind = Names.Of(identifier.Kind);
                return ($"{value.Zh}{must}是有效的{kind.Zh}", $"{value.En} {mustEn} be a valid {kind.En}");
            }

            case AgeIn age:
                return Age(age, must, mustEn, missing);

            case PageCount count:
                return Pages(count, must, mustEn);

            case AnswerIn answer:
                return Answer(answer, must, mustEn, missing);

            default:
                throw new UnreachableException();
        }
    }

    private (string, string) Age(AgeIn age, string must, string mustEn, List<LocalText> missing)
    {
        var birth = Say(age.BirthDate, missing);
        var on = Say(age.On, missing);
        var years = evaluation.AgeOf(age);
        var (bounds, boundsEn) = Bounds(age.Min, age.Max);
        var (is_, isEn) = years is { } known ? ($"，为 {known} 周岁", $", {known} years old") : ("", "");
        return ($"按{birth.Zh}，到{on.Zh}{is_}，年龄{must}{bounds}周岁", $"by {birth.En}, on {on.En}{isEn}, the age {mustEn} be {boundsEn}");
    }

    private (string, string) Pages(PageCount count, string must, string mustEn)
    {
        var paper = matter.Paper(count.Slot);
        var pictures = evaluation.Pictures(count.Slot);
        var (bounds, boundsEn) = Bounds(count.Min, count.Max);
        _values.Add(new(new($"{paper.Zh}的页数", $"pages of {paper.En}"), pictures.ToString(Invariant), ValueOrigin.Pages));
        return ($"{paper.Zh}有 {pictures} 页，{must}{bounds}页", $"{paper.En} has {pictures}, it {mustEn} have {boundsEn} pages");
    }

    private (string, string) Answer(AnswerIn answer, string must, string mustEn, List<LocalText> missing)
    {
        var situation = matter.FindSituation(answer.Question);
        if (situation is null) return (answer.Question, answer.Question);
        var given = evaluation.AnswerTo(situation);
        var chosen = given is null ? null : Labels(situation, given);
        var wished = Labels(situation, answer.Values);
        if (given is null) missing.Add(new($"对“{situation.Text.Zh}”的回答", $"the answer to \"{situation.Text.En}\""));
        _values.Add(new(situation.Text, chosen?.Zh, ValueOrigin.Answer));
        var (now, nowEn) = chosen is null ? ("", "") : ($"（{chosen.Zh}）", $" ({chosen.En})");
        return ($"对“{situation.Text.Zh}”的回答{now}{must}是{wished.Zh}", $"the answer to \"{situation.Text.En}\"{nowEn} {mustEn} be {wished.En}");
    }

    /// <summary>A value with its name and origin, noted for the list of compared values.</summary>
    private LocalText Say(Operand operand, List<LocalText> missing)
    {
        var value = evaluation.ValueOf(operand);
        var compared = matter.Compared(operand, value);
        _values.Add(compared);
        if (operand is Literal) return new($"“{compared.Value}”", $"\"{compared.Value}\"");
        if (value is null)
        {
            missing.Add(compared.Label);
            return compared.Label;
        }

        var (origin, originEn) = compared.Origin switch
        {
            ValueOrigin.Form => ("，您填写", ", as you typed it"),
            ValueOrigin.Paper => ("，按材料填写", ", as typed off the paper"),
            ValueOrigin.Identity => ("，来自实名信息", ", from the sign-in"),
            _ => ("", ""),
        };
        return new($"{compared.Label.Zh}（{compared.Value}{origin}）", $"{compared.Label.En} ({compared.Value}{originEn})");
    }

    internal static LocalText Labels(Situation situation, IReadOnlyList<string> values)
    {
        if (values.Count == 0) return new("“无”", "\"none\"");
        var labels = values.Select(v => situation.Options.FirstOrDefault(o => o.Value == v)?.Label ?? new(v, v));
        return LocalText.Join("、", " or ", labels.Select(l => new LocalText($"“{l.Zh}”", $"\"{l.En}\"")));
    }

    private static (string Zh, string En) Bounds(int? min, int? max) => (min, max) switch
    {
        ({ } from, { } to) when from == to => ($"为 {from} ", $"{from}"),
        ({ } from, { } to) => ($"在 {from} 至 {to} ", $"{from} to {to}"),
        ({ } from, null) => ($"不少于 {from} ", $"at least {from}"),
        (null, { } to) => ($"不多于 {to} ", $"at most {to}"),
        _ => ("不限", "any"),
    };

    private static Comparison Opposite(Comparison comparison) => comparison switch
    {
        Comparison.Equal => Comparison.NotEqual,
        Comparison.NotEqual => Comparison.Equal,
        Comparison.Less => Comparison.AtLeast,
        Comparison.AtLeast => Comparison.Less,
        Comparison.More => Comparison.AtMost,
        Comparison.AtMost => Comparison.More,
        _ => throw new UnreachableException(),
    };

    private static (string Zh, string En) Words(Comparison comparison, bool days) => comparison switch
    {
        Comparison.Equal => ("等于", "equal to"),
        Comparison.NotEqual => ("不等于", "other than"),
        Comparison.Less => days ? ("早于", "before") : ("小于", "less than"),
        Comparison.AtMost => days ? ("不晚于", "on or before") : ("不大于", "at most"),
        Comparison.More => days ? ("晚于", "after") : ("大于", "more than"),
        Comparison.AtLeast => days ? ("不早于", "on or after") : ("不小于", "at least"),
        _ => throw new UnreachableException(),
    };

    private static readonly System.Globalization.CultureInfo Invariant = System.Globalization.CultureInfo.InvariantCulture;
}
