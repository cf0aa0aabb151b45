using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PreExam.Testing;

namespace PreExam.Console.Tests.VirtualPhone;

/// <summary>The phone page as a person uses it: by what can be read and tapped.</summary>
internal sealed class PhonePage(IPage page)
{
    public ILocator Case => page.Locator("#case");

    public ILocator Findings => page.Locator("#findings .finding");

    public ILocator Dialog => page.GetByRole(AriaRole.Dialog);

    public ILocator Alert => page.GetByRole(AriaRole.Alert);

    public ILocator Messages => page.Locator("#messages .message");

    public ILocator Filing => page.Locator("#filing");

    public ILocator Notices => page.Locator("details[data-kind]");

    public ILocator Level => page.Locator("#level");

    /// <summary>Taps a button or link with this Chinese label.</summary>
    public async Task Tap(string label, ILocator? within = null)
    {
        var root = within ?? page.Locator("body");
        var named = new Regex("^" + Regex.Escape(label) + @"(\s|$)");
        await root.GetByRole(AriaRole.Button, new() { NameRegex = named }).Or(root.GetByRole(AriaRole.Link, new() { NameRegex = named })).First.ClickAsync();
        await Settled();
    }

    /// <summary>Unfolds what is folded under this label.</summary>
    public Task Unfold(string label, ILocator? within = null) => (within ?? page.Locator("body")).Locator("summary", new() { HasText = label }).First.ClickAsync();

    public async Task Answer(string question, string option)
    {
        await page.Locator($"[id='q.{question}.{option}']").CheckAsync();
        await Settled();
    }

    public Task Type(string id, string value) => page.Locator($"[id='{id}']").FillAsync(value);

    public Task Check(string id) => page.Locator($"[id='{id}']").CheckAsync();

    public ILocator Material(string slot) => page.Locator($"[data-slot='{slot}']");

    public ILocator Pages(string slot) => Material(slot).Locator("[data-page]");

    /// <summary>Photographs one page: taps the button and chooses the picture.</summary>
    public Task Photograph(string slot, string specimen) => Photograph(Material(slot), "拍照上传", specimen);

    public async Task Photograph(ILocator within, string button, string specimen)
    {
        var chooser = await page.RunAndWaitForFileChooserAsync(() => within.GetByRole(AriaRole.Button, new() { Name = button }).First.ClickAsync());
        await chooser.SetFilesAsync(Path.Combine(AppContext.BaseDirectory, "Specimens", specimen));
        await Settled();
    }

    /// <summary>Until the machine has looked at every page, as the page shows it by itself.</summary>
    public Task PagesDone() => Assertions.Expect(page.Locator("[data-page-state='received']")).ToHaveCountAsync(0, new() { Timeout = 30_000 });

    public Task IsIn(string state) => Assertions.Expect(Case).ToHaveAttributeAsync("data-state", state, new() { Timeout = 30_000 });

    /// <summary>Nothing that was tapped is under way any more.</summary>
    private Task Settled() => Assertions.Expect(page.Locator("#screen[aria-busy]")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
}
