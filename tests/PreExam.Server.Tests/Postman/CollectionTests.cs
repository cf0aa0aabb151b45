using System.Diagnostics;
using System.Text.RegularExpressions;
using PreExam.Testing;

namespace PreExam.Server.Tests.Postman;

/// <summary>The collection that is handed to others still fits the API.</summary>
public sealed partial class CollectionTests(Hosts hosts)
{
    // Whom the collection signs in.
    private const string Name = "陈样本";
    private const string IdNumber = "331199199003071011";

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task The_collection_walks_the_whole_job(Backend backend)
    {
        await using var host = await hosts.NewHost(
            backend, "Review:TakeBack=00:00:00.5", $"Integrations:Departments:{CaseWalk.Department}:Secret={DepartmentEvents.Secret}");
        host.IdentityService.Register(Name, IdNumber);

        var (exitCode, output) = await Newman(
            ("baseUrl", Origin(host.Address)), ("weChatUrl", Origin(host.WeChatAddress)),
            ("setupCode", SetupCode().Match(host.SetupOutput).Value), ("departmentSecret", DepartmentEvents.Secret));

        Assert.True(exitCode == 0, output);
    }

    private static async Task<(int ExitCode, string Output)> Newman(params (string Name, string Value)[] environment)
    {
        var top = FindTop();
        string[] arguments =
        [
            "postman/node_modules/newman/bin/newman.js", "run", "postman/PreExam.postman_collection.json",
            "--environment", "postman/PreExam.postman_environment.json", "--working-dir", top, "--color", "off", "--bail", "--timeout", "300000",
            .. environment.SelectMany(variable => new[] { "--env-var", $"{variable.Name}={variable.Value}" }),
        ];
        var start = new ProcessStartInfo("node", arguments) { WorkingDirectory = top, RedirectStandardOutput = true, RedirectStandardError = true };
        using var newman = Process.Start(start)!;
        var (output, errors) = (newman.StandardOutput.ReadToEndAsync(), newman.StandardError.ReadToEndAsync());
        await newman.WaitForExitAsync();
        return (newman.ExitCode, await output + await errors);
    }

    private static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);

    private static string FindTop()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "PreExam.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside their repository.");
        return folder;
    }

    [GeneratedRegex("[A-Z0-9]{5}(-[A-Z0-9]{5}){3}")]
    private static partial Regex SetupCode();
}
