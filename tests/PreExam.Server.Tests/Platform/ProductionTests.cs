using System.Globalization;
using PreExam.Testing;

namespace PreExam.Server.Tests.Platform;

/// <summary>The real binary, told that it is the real thing, or told nothing.</summary>
public sealed class ProductionTests : IDisposable
{
    private const int WrongConfiguration = 78;

    private readonly TestFolder _folder = new("production");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Production_without_configuration_says_what_is_missing_and_touches_nothing()
    {
        using var server = await Start(["ASPNETCORE_ENVIRONMENT=Production"]);

        Assert.Equal(WrongConfiguration, await server.Ended(Cancellation));
        Assert.Contains("There is no key ring at", server.Output, StringComparison.Ordinal);
        Assert.Contains("WeChat:AppId is missing", server.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder.File("data"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Production_lists_everything_that_is_wrong_at_once()
    {
        using (var once = await Start([], "--urls", $"http://127.0.0.1:{FreePort.Next()}"))
        {
            await Eventually.Holds(() => File.Exists(_folder.File("data/keys/keyring.json")), "development keys");
        }

        using var server = await Start(
            [], "--Server:Production=true", "--WeChat:AppId=wx5d0c1e2f3a4b5c6d", "--WeChat:BaseAddress=http://127.0.0.1:5280", "--WeChat:PushToken=token",
            "--database", "postgres", "--Integrations:Departments:MARKET:Secret=", "--Identity:Service:Address=https://identity.example");

        Assert.Equal(WrongConfiguration, await server.Ended(Cancellation));
        string[] wrong =
        [
            "development keys", "WeChat:AppSecret", "WeChat:BaseAddress", "WeChat:EncodingAesKey", "Database:Connection", "Integrations:Departments", "Identity:Service:Key",
        ];
        foreach (var key in wrong) Assert.Contains(key, server.Output, StringComparison.Ordinal);
        Assert.Equal(wrong.Length, server.Output.Split('\n').Count(line => line.StartsWith("- ", StringComparison.Ordinal)));
        Assert.DoesNotContain("   at ", server.Output, StringComparison.Ordinal); // no stack trace: it is for an operator
    }

    [Fact]
    public async Task Production_starts_on_keys_of_its_own_and_a_real_account()
    {
        var ring = _folder.File("ring/keyring.json");
        using (var made = await Start([], ["keys", "new", ring], data: false)) Assert.Equal(0, await made.Ended(Cancellation));
        using (var again = await Start([], ["keys", "new", ring], data: false)) Assert.Equal(1, await again.Ended(Cancellation));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(ring));
        var port = FreePort.Next();

        using var server = await Start(
            [], "--Server:Production=true", "--urls", $"http://127.0.0.1:{port}", $"--Keys:File={ring}",
            "--WeChat:AppId=wx5d0c1e2f3a4b5c6d", "--WeChat:AppSecret=secret", "--WeChat:PushToken=token", "--WeChat:EncodingAesKey=DevelopmentOnlyKeyForTheMockAccount01234567");

        await Ready(server, port);
        Assert.False(File.Exists(_folder.File("data/keys/keyring.json")));
    }

    private static async Task Ready(ServerProcess server, int port)
    {
        using var client = new HttpClient();
        await Eventually.Holds(async () =>
        {
            Assert.False(server.HasExited, server.Output);
            try
            {
                using var answer = await client.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/health/ready")), Cancellation);
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false; // not listening yet
            }
        }, "a server that is ready", TimeSpan.FromMinutes(2));
    }

    private Task<ServerProcess> Start(string[] environment, params string[] arguments) => Start(environment, arguments, data: true);

    private Task<ServerProcess> Start(string[] environment, string[] arguments, bool data) => ServerProcess.Start(
        "env",
        [
            "-u", "ASPNETCORE_ENVIRONMENT", "-u", "DOTNET_ENVIRONMENT", .. environment,
            "dotnet", Path.Combine(AppContext.BaseDirectory, "PreExam.Server.dll"), .. arguments, .. data ? ["--data", _folder.File("data")] : Array.Empty<string>(),
        ],
        _folder.Path);
}
