using System.Text.Json;
using System.Text.RegularExpressions;
using PreExam.Domain.Matters;
using PreExam.Server.Platform;

namespace PreExam.Server.Catalogue.Loading;

/// <summary>Reads a matter from its text, in three steps: YAML, form (JSON Schema and types), sense.</summary>
internal static partial class MatterText
{
    private static readonly JsonSerializerOptions Json = Options();

    /// <summary>Reads and judges a text from outside.</summary>
    /// <exception cref="CatalogueException">Everything that is wrong with it, with lines.</exception>
    public static Matter Read(string file, string text)
    {
        var yaml = YamlText.Read(file, text);
        var wrong = MatterSchema.Validate(yaml);
        if (wrong.Count > 0) throw new CatalogueException(wrong);
        var matter = Typed(yaml);
        var faults = MatterFaults.Find(matter);
        return faults.Count == 0 ? matter : throw new CatalogueException([.. faults.Select(f => yaml.At(f.Place, f.Message))]);
    }

    /// <summary>Reads a text that was judged when it was published.</summary>
    public static Matter ReadPublished(string code, string text) => Typed(YamlText.Read(code, text));

    private static Matter Typed(YamlText yaml)
    {
        try
        {
            return yaml.Root.Deserialize<Matter>(Json)!;
        }
        catch (JsonException wrong)
        {
            throw new CatalogueException([yaml.At(Place(wrong.Path), Reason(wrong))]);
        }
    }

    /// <summary><c>$.materials[3].slot</c> as a JSON pointer.</summary>
    private static string Place(string? path) => Steps().Replace((path ?? "$")[1..], step => "/" + (step.Groups[1].Success ? step.Groups[1].Value : step.Groups[2].Value));

    private static string Reason(JsonException wrong) =>
        wrong.Message.StartsWith("The JSON", StringComparison.Ordinal) ? "can't be read: of another kind, missing or not known" : wrong.Message;

    private static JsonSerializerOptions Options()
    {
        var options = Wire.Apply(new JsonSerializerOptions(JsonSerializerDefaults.Web));
        options.Converters.Add(new ConditionJson());
        options.Converters.Add(new CheckJson());
        return options;
    }

    [GeneratedRegex(@"\[(\d+)\]|\.([^.\[]+)")]
    private static partial Regex Steps();
}
