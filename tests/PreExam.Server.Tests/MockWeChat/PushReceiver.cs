using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PreExam.Server.Tests.WeChatStandIn;

public sealed record ReceivedPush(string Method, string QueryString, IQueryCollection Query, string ContentType, long? Length, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);
}

/// <summary>A server that is pushed to: keeps what came and answers as told. Opens seals with code of its own.</summary>
public sealed class PushReceiver : IAsyncDisposable
{
    private const string Key = "DevelopmentOnlyKeyForTheMockAccount01234567";
    public const string Token = "PreExamDevelopment";

    private readonly WebApplication _app;

    public ConcurrentQueue<ReceivedPush> Received { get; } = [];

    /// <summary>What it answers, by the number of the call.</summary>
    public Func<int, HttpContext, Task> Answer { get; set; } = (_, http) => http.Response.WriteAsync("success");

    public string Url => _app.Urls.Single() + "/push";

    private PushReceiver(WebApplication app) => _app = app;

    public static async Task<PushReceiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var receiver = new PushReceiver(app);
        app.Map("/push", receiver.Take);
        await app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    public static string Signature(params string[] parts)
    {
        Array.Sort(parts, StringComparer.Ordinal);
        return Sha1(string.Concat(parts));
    }

#pragma warning disable CA5350 // SHA-1 is what the platform signs with
    public static string Sha1(string text) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350

    /// <summary>Everything inside the seal: padding, length, text, appid.</summary>
    public static byte[] Open(string encrypt)
    {
        using var aes = Aes.Create();
        aes.Key = Convert.FromBase64String(Key + "=");
        return aes.DecryptCbc(Convert.FromBase64String(encrypt), aes.Key.AsSpan(0, 16), PaddingMode.None);
    }

    public static (string Message, string AppId) Split(byte[] whole)
    {
        var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(whole.AsSpan(16));
        var padding = whole[^1];
        Assert.Equal(0, whole.Length % 32);
        Assert.All(whole[^padding..], one => Assert.Equal(padding, one));
        return (Encoding.UTF8.GetString(whole, 20, length), Encoding.UTF8.GetString(whole[(20 + length)..^padding]));
    }

    private async Task Take(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        Received.Enqueue(new ReceivedPush(
            http.Request.Method, http.Request.QueryString.Value!, http.Request.Query, http.Request.ContentType ?? "", http.Request.ContentLength, body.ToArray()));
        await Answer(Received.Count, http);
    }
}
