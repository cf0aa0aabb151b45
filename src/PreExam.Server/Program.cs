using PreExam.Imaging.Hosting;
using PreExam.Server;
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

await ServerApplication.Run(ServerApplication.Build(args));
