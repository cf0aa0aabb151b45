using System.Collections.Frozen;
using System.Net;
using Microsoft.AspNetCore.Http.Features;
using MockWeChat.Platform;
using MockWeChat.Users;
using Yarp.ReverseProxy.Forwarder;

namespace MockWeChat.VirtualPhone;

/// <summary>
/// A person's phone in a browser: the mini-program, and WeChat's messages beside it. The page talks to the mini-program's server
/// through here, because a browser would refuse a foreign address that a phone may call.
/// </summary>
internal static class VirtualPhonePage
{
    private static readonly FrozenDictionary<string, string> MediaTypes = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8", [".css"] = "text/css; charset=utf-8", [".js"] = "text/javascript; charset=utf-8", [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary();

    public static IServiceCollection AddVirtualPhone(this IServiceCollection services)
    {
        services.AddHttpForwarder();
        return services.AddSingleton(_ => new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false, AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None,
        }));
    }

    public static void MapVirtualPhone(this WebApplication app)
    {
        app.MapGet("/", () => TypedResults.Redirect("/phone"));
        app.MapGet("/phone", (HttpResponse response) => Page(response, "people.html"));
        app.MapGet("/phone/{openid}", IResult (string openid, VirtualUsers users, HttpResponse response) =>
            users.FindOwn(openid) is null ? TypedResults.NotFound("No such person; see /phone.") : Page(response, "phone.html"));
        app.MapGet("/phone-page/{name}", (string name, HttpResponse response) => Page(response, name));
        app.Map("/phone/{openid}/api/{**path}", Forward);
    }

    private static IResult Page(HttpResponse response, string name)
    {
        if (!MediaTypes.TryGetValue(Path.GetExtension(name), out var type)) return TypedResults.NotFound();
        if (typeof(VirtualPhonePage).Assembly.GetManifestResourceStream($"page.{name}") is not { } file) return TypedResults.NotFound();
        response.Headers.CacheControl = "no-cache";
        response.Headers.ContentSecurityPolicy = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; frame-ancestors 'none'";
        return TypedResults.Stream(file, type);
    }

    private static async Task Forward(HttpContext http, string openid, string? path, Settings settings, IHttpForwarder forwarder, HttpMessageInvoker phone)
    {
        if (settings.Now.ServerUrl is not { Length: > 0 } server)
        {
            await TypedResults.Problem("Tell it by PUT /_mock/settings {serverUrl}.", statusCode: 502, title: "没有设置小程序后端地址 (the server's address is not set)").ExecuteAsync(http);
            return;
        }

        // A photograph is larger than anything that is sent to WeChat itself.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null;
        http.Request.Path = $"/api/{path}";
        await forwarder.SendAsync(http, server, phone, ForwarderRequestConfig.Empty, HttpTransformer.Default);
    }
}
