namespace PreExam.WeChat.Messages;

/// <summary>A field of a card: its usual key in the suggested template, and the key types that can show it.</summary>
internal sealed record CardField(string Name, string UsualKey, params IReadOnlyList<string> Types)
{
    public bool Takes(string keyType) => Types.Contains(keyType, StringComparer.Ordinal);
}

/// <summary>Which key of the account's template takes which field of the card.</summary>
internal sealed record CardLayout(TemplateUse Use, string TemplateId, IReadOnlyDictionary<CardField, string> Keys)
{
    private static readonly string[] Text = ["thing"];
    private static readonly string[] Number = ["character_string", "thing"];
    private static readonly string[] Word = ["phrase", "thing"];
    private static readonly string[] Count = ["number", "character_string", "thing"];
    private static readonly string[] Day = ["date", "thing"];
    private static readonly string[] Instant = ["time", "date"];

    private static readonly Dictionary<TemplateUse, CardField[]> Fields = new()
    {
        [TemplateUse.Result] =
        [
            new("matter", "thing1", Text), new("caseNumber", "character_string2", Number), new("outcome", "phrase3", Word),
            new("finishedAt", "time4", Instant), new("hint", "thing5", Text),
        ],
        [TemplateUse.Correction] =
        [
            new("matter", "thing1", Text), new("caseNumber", "character_string2", Number), new("materials", "number3", Count),
            new("reason", "thing4", Text), new("dueOn", "date5", Day),
        ],
        [TemplateUse.Deadline] =
        [
            new("matter", "thing1", Text), new("caseNumber", "character_string2", Number), new("dueOn", "date3", Day),
            new("reminder", "thing4", Text),
        ],
        [TemplateUse.Certificate] =
        [
            new("certificate", "thing1", Text), new("status", "phrase2", Word), new("department", "thing3", Text),
            new("updatedAt", "time4", Instant),
        ],
    };

    public static IReadOnlyList<CardField> FieldsOf(TemplateUse use) => Fields[use];

    public static CardLayout Of(TemplateUse use, TemplateOptions template) =>
        new(use, template.Id, Fields[use].ToDictionary(f => f, f => template.Keys.GetValueOrDefault(f.Name, f.UsualKey)));

    /// <summary>The type of <c>character_string2</c> is <c>character_string</c>.</summary>
    public static string KeyType(string key) => key.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');

    /// <summary>The card as the template's data, or the first field whose value no template would take.</summary>
    public (Dictionary<string, CardText>? Data, string? BadField) Render(Card card)
    {
        var values = card.Values().ToDictionary(v => v.Field, v => v.Value, StringComparer.Ordinal);
        var data = new Dictionary<string, CardText>(StringComparer.Ordinal);
        foreach (var (field, key) in Keys)
        {
            if (CardValue.For(KeyType(key), values[field.Name]) is not { } text) return (null, field.Name);
            data[key] = new CardText(text);
        }

        return (data, null);
    }
}
