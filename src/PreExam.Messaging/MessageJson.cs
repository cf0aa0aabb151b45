using System.Text.Json;
using System.Text.Json.Serialization;

namespace PreExam.Messaging;

/// <summary>How bodies are written and read: as on the wire, so that a dead letter reads like the API.</summary>
internal static class MessageJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
