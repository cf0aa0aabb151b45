using PreExam.Imaging.Hosting;
using PreExam.Server;

if (DecoderHost.IsAskedFor(args))
{
    DecoderHost.Run();
    return;
}

await ServerApplication.Run(ServerApplication.Build(args));
