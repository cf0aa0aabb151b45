using System.Text.Json;
using PreExam.Domain.Checks;

namespace PreExam.Server.Catalogue.Loading;

/// <summary>
/// Operands as they stand in a matter's text: <c>form:tradeName</c>, <c>paper:lease#until</c>, <c>applicant:birthDate</c>,
/// <c>today</c>, <c>{ literal: … }</c>, <c>{ of: today, add: -20, unit: workingDay }</c>, <c>{ birthDateOf: form:idNumber }</c>.
/// </summary>
internal static class OperandJson
{
    public static Operand Read(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String) return Read(element.GetString()!);
        if (element.ValueKind != JsonValueKind.Object) throw new JsonException("An operand is a text such as form:name, or a mapping.");
        if (element.TryGetProperty("literal", out var literal)) return new Literal(literal.ToString());
        if (element.TryGetProperty("birthDateOf", out var number)) return new BirthDateIn(Read(number));
        if (!element.TryGetProperty("of", out var date) || !element.TryGetProperty("add", out var add) || !element.TryGetProperty("unit", out var unit))
        {
            throw new JsonException("A mapping for an operand has literal, birthDateOf, or of with add and unit.");
        }

        return new Shifted(Read(date), add.GetInt32(), Words.Parse<ShiftUnit>(unit.GetString()));
    }

    private static Operand Read(string text)
    {
        if (text == "today") return new TodayValue();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (kind, name) = colon < 0 ? ("", text) : (text[..colon], text[(colon + 1)..]);
        return kind switch
        {
            "form" => new FormValue(name),
            "applicant" => new ApplicantValue(Words.Parse<ApplicantFact>(name)),
            "paper" when name.Split('#') is [var slot, var field] => new PaperValue(slot, field),
            _ => throw new JsonException($"'{text}' is none of form:…, paper:slot#field, applicant:…, today."),
        };
    }
}

/// <summary>Words of an enum as they stand in a matter's text.</summary>
internal static class Words
{
    public static T Parse<T>(string? text)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (JsonNamingPolicy.CamelCase.ConvertName(value.ToString()) == text) return value;
        }

        var known = Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName);
        throw new JsonException($"'{text}' is none of {string.Join(", ", known)}.");
    }
}
