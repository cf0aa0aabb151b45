using PreExam.Server;

await ServerApplication.Run(ServerApplication.Build(args));
