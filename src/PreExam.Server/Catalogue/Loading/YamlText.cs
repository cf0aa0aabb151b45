using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlScalar = YamlDotNet.Core.Events.Scalar; // the API reference has a namespace Scalar

namespace PreExam.Server.Catalogue.Loading;

/// <summary>
/// A YAML (or JSON) text as a JSON tree that remembers where each value stood. Bounded in depth and without anchors: a text
/// that was sent to us must not be able to unfold.
/// </summary>
internal sealed class YamlText
{
    public const int MaxLength = 512 * 1024;
    private const int MaxDepth = 32;

    private readonly Dictionary<string, Mark> _marks = new(StringComparer.Ordinal);
    private readonly string _file;
    private readonly Parser _parser;

    private YamlText(string file, string text)
    {
        _file = file;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The tree; an object.</summary>
    public JsonObject Root { get; private set; } = [];

    /// <summary>Reads one document.</summary>
    /// <exception cref="CatalogueException">It is not YAML, is too deep, has anchors, or a key twice.</exception>
    public static YamlText Read(string file, string text)
    {
        if (text.Length > MaxLength) throw new CatalogueException([new(file, 1, 1, "", $"is longer than {MaxLength} characters")]);
        var yaml = new YamlText(file, text);
        try
        {
            yaml._parser.Consume<StreamStart>();
            yaml._parser.Consume<DocumentStart>();
            if (yaml.Value("", 0) is not JsonObject root) throw yaml.Fault(Mark.Empty, "", "must be a mapping");
            yaml.Root = root;
            yaml._parser.Consume<DocumentEnd>();
            yaml._parser.Consume<StreamEnd>();
        }
        catch (YamlException wrong)
        {
            throw yaml.Fault(wrong.Start, "", $"is not valid YAML: {wrong.Message}");
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or ArgumentException or OverflowException or KeyNotFoundException)
        {
            // The scanner throws these too, on an unclosed bracket for one; nothing but the text can be the reason.
            throw yaml.Fault(yaml._parser.Current?.End ?? Mark.Empty, "", "is not valid YAML from here on");
        }

        return yaml;
    }

    /// <summary>A fault at a place; where the place itself is missing, at the nearest thing around it.</summary>
    public CatalogueFault At(string place, string message)
    {
        for (var around = place; ; around = around[..around.LastIndexOf('/')])
        {
            if (_marks.TryGetValue(around, out var mark)) return new(_file, mark.Line, mark.Column, place, message);
            if (around.Length == 0) return new(_file, 1, 1, place, message);
        }
    }

    private CatalogueException Fault(Mark mark, string place, string message) =>
        new([new(_file, Math.Max(1, mark.Line), Math.Max(1, mark.Column), place, message)]);

    private JsonNode? Value(string place, int depth)
    {
        if (depth > MaxDepth) throw Fault(_parser.Current!.Start, place, $"is nested deeper than {MaxDepth}");
        var current = _parser.Current ?? throw Fault(Mark.Empty, place, "ends too early");
        _marks[place] = current.Start;
        switch (current)
        {
            case NodeEvent { Anchor.IsEmpty: false }:
            case AnchorAlias:
                throw Fault(current.Start, place, "has an anchor or an alias, which are not taken");
            case YamlScalar scalar:
                _parser.MoveNext();
                return Plain(scalar);
            case SequenceStart:
                return Sequence(place, depth);
            case MappingStart:
                return Mapping(place, depth);
            default:
                throw Fault(current.Start, place, "is not a value");
        }
    }

    private JsonArray Sequence(string place, int depth)
    {
        _parser.Consume<SequenceStart>();
        var array = new JsonArray();
        while (!_parser.TryConsume<SequenceEnd>(out _)) array.Add(Value($"{place}/{array.Count}", depth + 1));
        return array;
    }

    private JsonObject Mapping(string place, int depth)
    {
        _parser.Consume<MappingStart>();
        var mapping = new JsonObject();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (!_parser.TryConsume<YamlScalar>(out var key)) throw Fault(_parser.Current!.Start, place, "has a key that is not a text");
            if (mapping.ContainsKey(key.Value)) throw Fault(key.Start, $"{place}/{key.Value}", "is there twice");
            mapping[key.Value] = Value($"{place}/{key.Value}", depth + 1);
            _marks[$"{place}/{key.Value}"] = key.Start;
        }

        return mapping;
    }

    /// <summary>YAML 1.2's core kinds: yes and no are texts, as the options of questions need them.</summary>
    private static JsonValue? Plain(YamlScalar scalar)
    {
        if (scalar.Style != ScalarStyle.Plain) return JsonValue.Create(scalar.Value);
        return scalar.Value switch
        {
            "" or "~" or "null" => null,
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            var text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
            var text when decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) =>
                JsonValue.Create(number),
            var text => JsonValue.Create(text),
        };
    }
}
