using System.Globalization;
using Microsoft.Playwright;

namespace PreExam.Console.Tests;

/// <summary>A picture of each step of a walk, numbered, beside the tests' other output.</summary>
public sealed class Screenshots(IPage page, string walk) : IAsyncDisposable
{
    private readonly string _folder = Path.Combine(AppContext.BaseDirectory, "TestResults", "screenshots", walk);
    private int _taken;

    public Task Take(string step) => page.ScreenshotAsync(new()
    {
        Path = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{++_taken:00}-{step}.png")),
    });

    /// <summary>How it looked at the end, which is what a failed test leaves to look at.</summary>
    public async ValueTask DisposeAsync() => await Take("end");
}
