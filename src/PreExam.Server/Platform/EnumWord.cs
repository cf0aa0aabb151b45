using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PreExam.Server.Platform;

/// <summary>
/// Enums in bodies as one camelCase word. The framework's own converter would also read <c>"accepted,granted"</c>, as the sum of the two,
/// which is a third one.
/// </summary>
internal sealed class EnumWord : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert))!;

    private sealed class Of<T> : JsonConverter<T>
        where T : struct, Enum
    {
        private static readonly FrozenDictionary<T, string> Words =
            Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));

        private static readonly FrozenDictionary<string, T> Values =
            Words.ToFrozenDictionary(word => word.Value, word => word.Key, StringComparer.OrdinalIgnoreCase);

        // The serialiser adds place and type to an exception without a message.
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Values.TryGetValue(reader.GetString()!, out var value) ? value : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Words[value]);
    }
}
