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

if (args is ["keys", "new", var ring])
{
    Environment.ExitCode = KeysCommand.New(ring, Console.Out, Console.Error);
    return;
}

try
{
    await ServerApplication.Run(ServerApplication.Build(args));
}
catch (StartRefusedException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    Environment.ExitCode = 78; // EX_CONFIG of sysexits.h: starting again would not help
}
