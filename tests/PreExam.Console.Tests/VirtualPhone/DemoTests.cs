using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PreExam.Testing;

namespace PreExam.Console.Tests.VirtualPhone;

public sealed partial class DemoTests(Browser browser, Hosts hosts)
{
    private static readonly TimeSpan WholeWalk = TimeSpan.FromMinutes(3); // twenty seconds of it are waited on purpose

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task After_the_demo_the_phone_holds_the_case_and_every_message(Backend backend)
    {
        using var folder = new TestFolder("demo");
        using var demo = await ServerProcess.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "PreExam.Demo.dll"), "--data", folder.File("data"), .. await hosts.Arguments(backend)], folder.Path);
        await Eventually.Holds(() => demo.HasExited || Phone().IsMatch(demo.Output), "the demo stays up", WholeWalk);
        Assert.Contains("every step held", demo.Output, StringComparison.Ordinal);

        var window = await browser.Window(860, 940);
        var phone = new PhonePage(window);
        await window.GotoAsync(Phone().Match(demo.Output).Value);
        await phone.Tap("微信登录");
        await phone.Tap("我的件", window.Locator("#tabs"));
        await phone.Tap("个体工商户设立登记");
        await phone.IsIn("handedOver");
        await Assertions.Expect(phone.Filing).ToHaveAttributeAsync("data-status", "accepted");
        await Assertions.Expect(phone.Messages).ToContainTextAsync(["已受理", "预审通过", "需补正份数"]);
        await phone.Tap("到窗凭证");
        await Assertions.Expect(window.Locator("#pass-code")).ToHaveTextAsync(Code());
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/phone/\S{28}")]
    private static partial Regex Phone();

    [GeneratedRegex("^[0-9a-f]{40}$")]
    private static partial Regex Code();
}
