using System.Globalization;
using System.Text.Json.Nodes;
using MockWeChat.Platform;

namespace MockWeChat.Faults;

/// <summary>What goes wrong with one call. Several may be combined where that makes sense.</summary>
/// <param name="Path">The interface, for example <c>/cgi-bin/message/subscribe/send</c>; <c>*</c> for every one.</param>
/// <param name="Errcode">Answered instead of doing anything.</param>
/// <param name="Status">An HTTP status instead of doing anything.</param>
/// <param name="Delay">Milliseconds before the answer goes out, after the call has had its effect.</param>
/// <param name="CutBefore">The connection is cut before anything was done.</param>
/// <param name="CutAfterEffect">Everything is done, then the connection is cut instead of answering.</param>
/// <param name="CutBody">The answer ends in the middle.</param>
/// <param name="TextPlain">JSON comes as text/plain.</param>
/// <param name="NumbersAsStrings">Numbers of the answer come as text.</param>
/// <param name="ExtraFields">Fields that nobody has announced.</param>
/// <param name="Next">For so many calls, then never again. One, when neither this nor a probability is given.</param>
/// <param name="Probability">For each call with this probability, until cleared.</param>
/// <param name="Seed">Makes the dice repeatable.</param>
internal sealed record Fault(
    string Path, int? Errcode = null, int? Status = null, int? Delay = null, bool CutBefore = false, bool CutAfterEffect = false,
    bool CutBody = false, bool TextPlain = false, bool NumbersAsStrings = false, bool ExtraFields = false,
    int? Next = null, double? Probability = null, int Seed = 1)
{
    /// <summary>For the record of calls.</summary>
    public string Name => string.Join('+', new[]
    {
        Errcode is null ? "" : string.Create(CultureInfo.InvariantCulture, $"errcode {Errcode}"),
        Status is null ? "" : string.Create(CultureInfo.InvariantCulture, $"status {Status}"),
        Delay is null ? "" : "delay", CutBefore ? "cutBefore" : "", CutAfterEffect ? "cutAfterEffect" : "", CutBody ? "cutBody" : "",
        TextPlain ? "textPlain" : "", NumbersAsStrings ? "numbersAsStrings" : "", ExtraFields ? "extraFields" : "",
    }.Where(part => part.Length > 0));

    /// <summary>The same answer in another dress. Pictures stay as they are.</summary>
    public Answer Disguise(Answer answer)
    {
        if (answer.Json is null) return answer;
        var json = (JsonObject)answer.Json.DeepClone();
        if (NumbersAsStrings) Quote(json);
        if (ExtraFields)
        {
            json["announced_by_nobody"] = true;
            json["a_list"] = new JsonArray(1, "two", new JsonObject());
        }
        return answer with { Json = json, ContentType = TextPlain ? "text/plain" : answer.ContentType };
    }

    private static void Quote(JsonObject json)
    {
        foreach (var (name, value) in json.ToArray())
        {
            if (value is JsonObject inner) Quote(inner);
            else if (value?.GetValueKind() == System.Text.Json.JsonValueKind.Number) json[name] = value.ToJsonString();
        }
    }
}
