using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using MockWeChat.Platform;

namespace MockWeChat.Subscriptions;

/// <summary>A template of the account with the keys that its content names, in order.</summary>
internal sealed partial record Template(TemplateOptions As)
{
    [GeneratedRegex(@"\{\{(?<key>[a-z]+(?:_[a-z]+)*[0-9]+)\.DATA\}\}")]
    private static partial Regex Placeholder();

    public IReadOnlyList<string> Keys { get; } = [.. Placeholder().Matches(As.Content).Select(match => match.Groups["key"].Value)];

    public bool OneTime => As.Type == 2;

    /// <summary>The card as the person reads it.</summary>
    public string Render(IReadOnlyDictionary<string, string> values) =>
        Placeholder().Replace(As.Content, match => values[match.Groups["key"].Value]);

    public JsonObject Described()
    {
        var enums = As.EnumValues.Select(pair => (JsonNode)new JsonObject
        {
            ["keywordCode"] = pair.Key,
            ["enumValueList"] = new JsonArray([.. pair.Value.Select(value => JsonValue.Create(value))]),
        });
        return new JsonObject
        {
            ["priTmplId"] = As.Id,
            ["title"] = As.Title,
            ["content"] = As.Content,
            ["example"] = As.Example,
            ["type"] = As.Type,
            ["keywordEnumValueList"] = new JsonArray([.. enums]),
        };
    }
}

internal sealed class Templates(IOptions<MockOptions> options)
{
    private volatile Dictionary<string, Template> _byId = ById(options.Value.Templates is { Count: > 0 } own ? own : DevelopmentTemplates.All);

    /// <summary>Somebody works in the platform's console; with an empty list the first ones come back.</summary>
    public void Replace(List<TemplateOptions> templates) =>
        _byId = ById(templates.Count > 0 ? templates : options.Value.Templates is { Count: > 0 } own ? own : DevelopmentTemplates.All);

    private static Dictionary<string, Template> ById(IEnumerable<TemplateOptions> templates) =>
        templates.ToDictionary(template => template.Id, template => new Template(template), StringComparer.Ordinal);

    public IEnumerable<Template> All => _byId.Values;

    public Template? Find(string id) => _byId.GetValueOrDefault(id);
}

internal static class TemplateEndpoints
{
    public static void MapTemplates(this WebApplication app)
    {
        var templates = app.Services.GetRequiredService<Templates>();
        app.MapInterface(new Interface("/wxaapi/newtmpl/gettemplate", "GET", _ => ValueTask.FromResult(
            Answer.Ok(("data", new JsonArray([.. templates.All.Select(template => template.Described())])))))
        { WrongMethodIsNotFound = true });
        app.MapPut("/_mock/templates", (List<TemplateOptions> changed) =>
        {
            templates.Replace(changed);
            return TypedResults.NoContent();
        });
    }
}
