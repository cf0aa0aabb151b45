using System.Net;
using System.Text.Json;

namespace PreExam.WeChat.Api;

/// <summary>A picture, or JSON in its place. Both the media type and the first byte are looked at: either may mislead.</summary>
internal sealed class PictureAnswer : WeChatBody
{
    public CodePicture? Picture { get; private init; }

    public override bool Complete => Picture is not null;

    public static async Task<Exchange<PictureAnswer>> Read(Func<Task<HttpResponseMessage>> call, CancellationToken cancellation)
    {
        try
        {
            using var response = await call().ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK) return new(null, Exchange<PictureAnswer>.FaultOf(response.StatusCode));
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
            return new(Judge(bytes, response.Content.Headers.ContentType?.MediaType), null);
        }
        catch (Exception broken) when (Exchange<PictureAnswer>.IsTransport(broken))
        {
            return new(null, Exchange<PictureAnswer>.FaultOf(broken, cancellation));
        }
    }

    private static PictureAnswer Judge(byte[] bytes, string? mediaType)
    {
        var looksLikeJson = bytes.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
        if (!looksLikeJson && mediaType is not ("application/json" or "text/plain") && bytes.Length > 0)
            return new() { Picture = new(bytes, mediaType ?? "image/jpeg") };

        var failure = JsonSerializer.Deserialize<CodeFailure>(bytes, WeChatJson.Options);
        return new() { ErrCode = failure?.ErrCode, ErrMsg = failure?.ErrMsg };
    }
}
