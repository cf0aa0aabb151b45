using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MockWeChat.Platform;

/// <summary>What an interface says: JSON, with an errcode or without, or the bytes of a picture.</summary>
internal sealed record Answer(JsonObject? Json, byte[] Bytes, string ContentType)
{
    /// <summary>The platform writes its Chinese as it is, not as escapes.</summary>
    public static readonly JsonSerializerOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public int? Errcode => Json?["errcode"] is JsonValue code ? code.GetValue<int>() : null;

    public static Answer Error(int errcode, string errmsg) => Fields(
        ("errcode", errcode), ("errmsg", $"{errmsg} rid: {Guid.NewGuid():N}"[..^16]));

    public static Answer Ok(params ReadOnlySpan<(string Name, JsonNode? Value)> fields) =>
        Fields([("errcode", 0), ("errmsg", "ok"), .. fields]);

    /// <summary>For the few interfaces that leave errcode out when all is well.</summary>
    public static Answer Fields(params ReadOnlySpan<(string Name, JsonNode? Value)> fields)
    {
        var json = new JsonObject();
        foreach (var (name, value) in fields) json.Add(name, value);
        return new Answer(json, [], "application/json; charset=utf-8");
    }

    public static Answer Picture(byte[] bytes, string contentType) => new(null, bytes, contentType);

    public byte[] Body() => Json is null ? Bytes : JsonSerializer.SerializeToUtf8Bytes(Json, Plainly);
}
