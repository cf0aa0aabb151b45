using PreExam.Imaging.Hosting;
using PreExam.Server;
using PreExam.Server.Audit;
using PreExam.Server.Pages.Command;
using PreExam.Server.Platform;

if (DecoderHost.IsAskedFor(args))
{
    DecoderHost.Run();
    return;
}

if (args is ["problems"])
{
    Console.Write(ProblemPage.Write());
    return;
}

if (args is ["audit", "verify", .. var rest])
{
    Environment.ExitCode = await AuditCommand.Verify(rest, Console.Out);
    return;
}

if (args is ["page", .. var words])
{
    Environment.ExitCode = await PageCommand.Run(words, Console.Out, Console.Error);
    return;
}

await ServerApplication.Run(ServerApplication.Build(args));
