using PreExam.Domain.Checks;

namespace PreExam.Domain.Matters;

/// <summary>Looks for what would make a matter unusable: ids twice, references to nothing, questions that wait for each other.</summary>
public static class MatterFaults
{
    /// <summary>Every fault; none for a sound matter.</summary>
    public static IReadOnlyList<MatterFault> Find(Matter matter)
    {
        ArgumentNullException.ThrowIfNull(matter);
        return [.. Head(matter), .. Ids(matter), .. Situations(matter), .. Form(matter), .. Materials(matter), .. Rules(matter), .. Checks(matter), .. Tracks(matter)];
    }

    private static IEnumerable<MatterFault> Head(Matter matter)
    {
        if (matter.ShortTitle.Length > Matter.CardTextLength) yield return new("/shortTitle", $"is longer than {Matter.CardTextLength} characters");
        if (matter.Materials.Count == 0) yield return new("/materials", "is empty");
        foreach (var (name, limit) in new[]
        {
            ("preExam", matter.Limits.PreExam), ("correction", matter.Limits.Correction), ("passValidity", matter.Limits.PassValidity),
        })
        {
            if (limit.Value is not > 0) yield return new($"/limits/{name}/value", "must be a positive number");
        }
    }

    private static IEnumerable<MatterFault> Ids(Matter matter) =>
        Twice("situations", matter.Situations.Select(s => s.Id), "id")
            .Concat(Twice("form", matter.Form.Select(f => f.Id), "id"))
            .Concat(Twice("materials", matter.Materials.Select(m => m.Slot), "slot"))
            .Concat(Twice("rules", matter.Rules.Select(r => r.Id), "id"))
            .Concat(Twice("checks", matter.Checks.Select(c => c.Id), "id"));

    private static List<MatterFault> Twice(string list, IEnumerable<string> ids, string key)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. ids
            .Select((id, at) => (id, at))
            .Where(i => !seen.Add(i.id))
            .Select(i => new MatterFault($"/{list}/{i.at}/{key}", $"'{i.id}' is there twice"))];
    }

    private static IEnumerable<MatterFault> Situations(Matter matter)
    {
        var earlier = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < matter.Situations.Count; i++)
        {
            var situation = matter.Situations[i];
            var pointer = $"/situations/{i}";
            foreach (var fault in References.In(matter, situation.AskWhen, $"{pointer}/askWhen")) yield return fault;
            foreach (var leaf in situation.AskWhen.Leaves())
            {
                if (leaf is not AnswerIn answer) yield return new($"{pointer}/askWhen", "may only look at answers");
                else if (!earlier.Contains(answer.Question)) yield return new($"{pointer}/askWhen", $"asks about '{answer.Question}', which is not an earlier question");
            }

            foreach (var fault in Options(situation.Options, pointer)) yield return fault;
            earlier.Add(situation.Id);
        }
    }

    private static IEnumerable<MatterFault> Options(IReadOnlyList<SituationOption> options, string pointer) =>
        Twice("options", options.Select(o => o.Value), "value").Select(f => f with { Place = pointer + f.Place });

    private static IEnumerable<MatterFault> Form(Matter matter) =>
        matter.Form.SelectMany((field, i) => Field(matter, field, $"/form/{i}"));

    private static IEnumerable<MatterFault> Field(Matter matter, InputField field, string pointer)
    {
        if (field.Type == FieldType.Identifier && field.Identifier is null) yield return new($"{pointer}/type", "an identifier field must say of which kind: identifier");
        if (field.Type != FieldType.Identifier && field.Identifier is not null) yield return new($"{pointer}/identifier", "only an identifier field has a kind of identifier");
        if (field.Type == FieldType.Choice && field.Options.Count == 0) yield return new($"{pointer}/type", "a choice needs options");
        foreach (var fault in Options(field.Options, pointer)) yield return fault;
        foreach (var fault in References.In(matter, field.RequiredWhen, $"{pointer}/requiredWhen")) yield return fault;
    }

    private static IEnumerable<MatterFault> Materials(Matter matter)
    {
        for (var i = 0; i < matter.Materials.Count; i++)
        {
            var material = matter.Materials[i];
            var pointer = $"/materials/{i}";
            if (material.Slot == Cases.Material.FormSlot) yield return new($"{pointer}/slot", "'form' is kept for the typed form");
            if (material.ShortName.Length > Matter.CardTextLength) yield return new($"{pointer}/shortName", $"is longer than {Matter.CardTextLength} characters");
            if (material.MinPages < 1 || material.MaxPages < material.MinPages) yield return new($"{pointer}/maxPages", "page counts must be at least 1, the greatest not under the least");
            if (material.Formats.Count == 0) yield return new($"{pointer}/formats", "is empty");
            if (material.MaxBytes <= 0) yield return new($"{pointer}/maxBytes", "must be positive");
            foreach (var fault in References.In(matter, material.RequiredWhen, $"{pointer}/requiredWhen")) yield return fault;
            foreach (var fault in References.NotToday(material.RequiredWhen, $"{pointer}/requiredWhen")) yield return fault;
            foreach (var fault in Twice("fields", material.Fields.Select(f => f.Id), "id")) yield return fault with { Place = pointer + fault.Place };
            foreach (var fault in material.Fields.SelectMany((field, at) => Field(matter, field, $"{pointer}/fields/{at}"))) yield return fault;
        }
    }

    private static IEnumerable<MatterFault> Rules(Matter matter) => matter.Rules.SelectMany((rule, i) =>
        References.In(matter, rule.When, $"/rules/{i}/when").Concat(References.NotToday(rule.When, $"/rules/{i}/when")));

    private static IEnumerable<MatterFault> Tracks(Matter matter)
    {
        foreach (var (track, choice) in matter.TrackChoices)
        {
            var pointer = $"/trackChoices/{track}";
            if (!matter.FollowUpTracks.Contains(track)) yield return new(pointer, $"'{track}' is not among followUpTracks");
            foreach (var fault in References.In(matter, choice, pointer)) yield return fault;
            if (choice.Leaves().Any(leaf => leaf is not AnswerIn)) yield return new(pointer, "may only look at answers");
        }
    }

    private static IEnumerable<MatterFault> Checks(Matter matter)
    {
        for (var i = 0; i < matter.Checks.Count; i++)
        {
            var check = matter.Checks[i];
            var pointer = $"/checks/{i}";
            foreach (var fault in References.In(matter, check.When, $"{pointer}/when")) yield return fault;
            foreach (var fault in References.Target(matter, check.Target, $"{pointer}/target")) yield return fault;
            var own = check switch
            {
                ConditionCheck condition => References.In(matter, condition.Holds, $"{pointer}/holds"),
                ExpiryCheck expiry => References.DateField(matter, expiry, pointer),
                _ => [],
            };
            foreach (var fault in own) yield return fault;
        }
    }
}
