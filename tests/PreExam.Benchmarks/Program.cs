using PreExam.Benchmarks;
using PreExam.Benchmarks.Imaging;

return args switch
{
    ["start", .. { Length: <= 1 } options] => await StartBenchmark.Run(options),
    ["imaging"] => await Imaging(),
    ["shapes", .. var options] => ImagingBenchmark.Run(options),
    ["hostile", .. var options] => await HostileBenchmark.Run(options),
    _ => Usage(),
};

static async Task<int> Imaging()
{
    await MemoryFigures.Measure(); // first, while this process is still small
    DecodingFigures.Measure();
    return ImagingBenchmark.Run([]);
}

static int Usage()
{
    Console.Error.WriteLine("""
        dotnet run -c Release --project tests/PreExam.Benchmarks -- start [FOLDER of a published server]
        dotnet run -c Release --project tests/PreExam.Benchmarks -- imaging                                    (the shapes need Debian's fonts-noto-cjk)
        dotnet run -c Release --project tests/PreExam.Benchmarks -- shapes [cost | calibration|evaluation [SEEDS]]    (the second half of imaging by itself)
        dotnet run -c Release --project tests/PreExam.Benchmarks -- hostile [--count N] [--seed N]
        """);
    return 2;
}
