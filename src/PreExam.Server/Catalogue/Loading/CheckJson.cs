using System.Text.Json;
using System.Text.Json.Serialization;
using PreExam.Domain.Checks;
using PreExam.Domain.Matters;

namespace PreExam.Server.Catalogue.Loading;

/// <summary>Checks as they stand in a matter's text: with <c>holds</c> a condition, with <c>expiry</c> a paper's last day.</summary>
internal sealed class CheckJson : JsonConverter<Check>
{
    public override Check Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var written = JsonSerializer.Deserialize<Written>(ref reader, options) ?? throw new JsonException("A check is a mapping.");
        if (written.Expiry is { } expiry)
        {
            if (written.Holds is not null) throw new JsonException("A check has either holds or expiry.");
            if (expiry.Split('#') is not [var slot, var field]) throw new JsonException("expiry is slot#field.");
            return new ExpiryCheck
            {
                Id = written.Id,
                Severity = written.Severity,
                When = written.When,
                Slot = slot,
                Field = field,
                Target = CheckTarget.OfSlot(slot, field),
                WarnDays = written.WarnDays ?? 30,
            };
        }

        return new ConditionCheck
        {
            Id = written.Id,
            Severity = written.Severity,
            When = written.When,
            Target = Target(written.Target ?? throw new JsonException("A check with holds says its target.")),
            Holds = written.Holds ?? throw new JsonException("A check has holds or expiry."),
            Message = written.Message ?? throw new JsonException("A check with holds says its message."),
            Remedy = written.Remedy ?? throw new JsonException("A check with holds says its remedy."),
        };
    }

    public override void Write(Utf8JsonWriter writer, Check value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Checks are read from a matter's text, which is kept as it was written.");

    private static CheckTarget Target(string text) => text.Split(':', 2) switch
    {
        ["case"] => CheckTarget.WholeCase,
        ["question", var id] => CheckTarget.OfQuestion(id),
        ["form", var id] => CheckTarget.OfField(id),
        ["slot", var id] when id.Split('#') is [var slot, var field] => CheckTarget.OfSlot(slot, field),
        ["slot", var id] => CheckTarget.OfSlot(id),
        _ => throw new JsonException($"'{text}' is none of case, question:…, form:…, slot:…, slot:…#field."),
    };

    private sealed record Written
    {
        public required string Id { get; init; }
        public required Severity Severity { get; init; }
        public Condition? When { get; init; }
        public string? Target { get; init; }
        public Condition? Holds { get; init; }
        public LocalText? Message { get; init; }
        public LocalText? Remedy { get; init; }
        public string? Expiry { get; init; }
        public int? WarnDays { get; init; }
    }
}
