using PreExam.Domain.Matters;

namespace PreExam.Domain.Checks;

/// <summary>Works out the material list and says why each material is on it.</summary>
internal static class Requirements
{
    public static RequirementList List(Vocabulary vocabulary, Evaluation evaluation)
    {
        var matter = vocabulary.Matter;
        Situation[] asked = [.. matter.Situations.Where(s => evaluation.IsAsked(s) == Truth.Yes)];
        return new(
            asked,
            [.. asked.Where(s => evaluation.AnswerTo(s) is null)],
            [.. matter.Rules.Where(r => evaluation.Of(r.When) == Truth.Yes)],
            [.. matter.Materials
                .Select(m => new RequiredMaterial(m, evaluation.Of(m.RequiredWhen), Why(vocabulary, evaluation, m)))
                .Where(m => m.Required != Truth.No)]);
    }

    private static LocalText Why(Vocabulary vocabulary, Evaluation evaluation, MaterialRequirement material)
    {
        if (material.RequiredWhen is not { } condition)
        {
            return material.Optional
                ? new("可以提供，不是必须。", "May be handed in; it is not required.")
                : new("办理本事项都需要。", "Everyone who files this matter hands it in.");
        }

        LocalText[] reasons = [.. Deciding.Leaves(evaluation, condition)
            .Select(leaf => Say(vocabulary, evaluation, leaf.Condition, leaf.Wanted))
            .Distinct()];
        var because = LocalText.Join("，并且", " and ", reasons);
        return evaluation.Of(condition) switch
        {
            Truth.Yes => new($"因为{because.Zh}。", $"Because {because.En}."),
            _ => new($"是否需要取决于{because.Zh}。", $"Whether it is needed depends on {because.En}."),
        };
    }

    private static LocalText Say(Vocabulary vocabulary, Evaluation evaluation, Condition leaf, bool wanted)
    {
        if (leaf is not AnswerIn answer || vocabulary.FindSituation(answer.Question) is not { } situation)
        {
            return Explainer.Explain(vocabulary, evaluation, wanted ? leaf : new NotThat(leaf)).Sentence;
        }

        if (evaluation.AnswerTo(situation) is not { } given)
        {
            return new($"您对“{situation.Text.Zh}”的回答", $"your answer to \"{situation.Text.En}\"");
        }

        var decisive = wanted ? [.. given.Where(answer.Values.Contains)] : given;
        var chosen = Explainer.Labels(situation, decisive);
        return new($"您对“{situation.Text.Zh}”的回答是{chosen.Zh}", $"you answered {chosen.En} to \"{situation.Text.En}\"");
    }
}
