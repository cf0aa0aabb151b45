using PreExam.Demo;
using PreExam.Imaging.Hosting;

if (DecoderHost.IsAskedFor(args))
{
    DecoderHost.Run();
    return 0;
}

if (DemoOptions.Read(args) is not { } options)
{
    Console.Error.WriteLine(DemoOptions.Usage);
    return 2;
}

await using var host = await DemoHost.Start(options);
using var walk = await DemoWalk.Begin(host, Console.Out);
try
{
    await walk.Run();
}
catch (StepFailedException failure)
{
    Console.Error.WriteLine($"The walk stopped: {failure.Message}");
    return 1;
}

if (options.Exit) return 0;

Console.WriteLine($"""

    Still up, until Ctrl+C:
      the phone         {walk.PhonePage}
      a new phone       {new Uri(host.WeChat, "/phone")}
      API description   {new Uri(host.Server, "/docs")}
      staff account     {walk.StaffName} / {walk.StaffPassword}
    """);
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
var stopped = new TaskCompletionSource();
stop.Token.Register(stopped.SetResult);
await stopped.Task;
return 0;
