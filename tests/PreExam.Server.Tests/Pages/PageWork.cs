using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PreExam.Messaging;
using PreExam.Server.Pages;
using PreExam.Testing;

namespace PreExam.Server.Tests.Pages;

/// <summary>One attempt at one page, as the dispatcher would make it, at a moment that the test chooses.</summary>
internal static class PageWork
{
    public static async Task Run(PreExamHost host, Guid page)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var done = await scope.ServiceProvider.GetRequiredService<PageProcessing>().Handle(Guid.NewGuid(), new ProcessPage(page), default);
        Assert.Equal(Disposition.Done, done);
    }

    /// <summary>Stops, continues or kills a decoder child, as a system under pressure does.</summary>
    public static void Signal(string name, int process)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }
}
