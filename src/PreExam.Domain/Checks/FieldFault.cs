using System.Text.Json;
using PreExam.Domain.Matters;

namespace PreExam.Domain.Checks;

/// <summary>What is wrong with the form of a typed value; whether one is needed at all is another question.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Message">In plain words, without the value.</param>
public sealed record FieldFault(string Code, LocalText Message)
{
    /// <summary>The first thing wrong with a value that is not empty, or null.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">What was typed.</param>
    /// <param name="today">The day in China, for dates within numbers.</param>
    public static FieldFault? Find(InputField field, string value, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length > field.MaxLength) return new("too_long", new($"超过 {field.MaxLength} 个字", $"longer than {field.MaxLength} characters"));
        if (value.Any(char.IsControl)) return new("not_one_line", new("含有换行或控制字符", "line breaks or control characters"));
        return field.Type switch
        {
            FieldType.Date when value == InputField.LongTerm && field.MayBeLongTerm => null,
            FieldType.Date when value == InputField.LongTerm || FactValues.AsDate(value) is null =>
                new("not_a_date", new("不是存在的日期", "not a day that exists, as 2026-11-23")),
            FieldType.Number when FactValues.AsNumber(value) is null => new("not_a_number", new("不是数字", "not a number")),
            FieldType.Choice when field.Options.All(o => o.Value != value) => new("not_an_option", new("不是可选的一项", "not one of the options")),
            FieldType.Boolean when value is not ("true" or "false") => new("not_a_boolean", new("应为是或否", "must be true or false")),
            FieldType.Identifier when field.Identifier is { } kind => OfNumber(Identifiers.Identifiers.Check(kind, value, today)),
            _ => null,
        };
    }

    private static FieldFault? OfNumber(Identifiers.IdentifierCheck check)
    {
        if (check.Error is not { } error || check.IsAdvisory) return null; // a rule nobody confirmed must not refuse a person
        return new(JsonNamingPolicy.SnakeCaseLower.ConvertName(error.ToString()), Names.Of(error));
    }
}
