using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using MockWeChat.Platform;
using QRCoder;

namespace MockWeChat.Codes;

/// <summary>getwxacodeunlimit. The real picture is a round code; a QR code in its place can be read by anything.</summary>
internal static partial class UnlimitedCodeEndpoint
{
    public const int LeastWidth = 280;
    public const int GreatestWidth = 1280;
    private static readonly string[] Versions = ["release", "trial", "develop"];

    [GeneratedRegex(@"^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]+\z")]
    private static partial Regex SceneCharacters();

    public static void MapUnlimitedCode(this WebApplication app)
    {
        var published = app.Services.GetRequiredService<IOptions<MockOptions>>().Value.PublishedPages;
        app.MapInterface(new Interface("/wxa/getwxacodeunlimit", "POST", call => ValueTask.FromResult(Draw(call, published)))
        {
            Quotas = ["getwxacodeunlimit.minute"],
            NotJson = Answer.Error(40169, "invalid length for scene, or the data is not json string"),
        });
    }

    private static Answer Draw(ApiCall call, string[] published)
    {
        var scene = call.Text("scene");
        if (scene.Length is 0 or > 32) return Answer.Error(40169, "invalid length for scene, or the data is not json string");
        if (!SceneCharacters().IsMatch(scene)) return Answer.Error(40129, "invalid scene");

        if (!call.Body.TryBool("check_path", true, out var checkPath)) return InvalidArgs();
        var page = call.Text("page");
        if (page.StartsWith('/') || page.Contains('?') || (checkPath && page.Length > 0 && !published.Contains(page)))
            return Answer.Error(41030, "invalid page");

        var version = call.Body.IsMissing("env_version") ? "release" : call.Text("env_version");
        if (!Versions.Contains(version) || !call.Body.TryWhole("width", 430, out var width) || width is < LeastWidth or > GreatestWidth)
            return InvalidArgs();

        using var drawing = QRCodeGenerator.GenerateQrCode($"{page}?scene={Uri.EscapeDataString(scene)}", QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(drawing);
        var modules = drawing.ModuleMatrix.Count;
        return Answer.Picture(picture.GetGraphic(Math.Max(1, (int)width / modules)), "image/png");
    }

    private static Answer InvalidArgs() => Answer.Error(40097, "invalid args");
}
