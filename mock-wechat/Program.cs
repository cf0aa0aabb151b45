namespace MockWeChat;

/// <summary>Named and namespaced, so that a test project may reference this program and the server side by side.</summary>
internal static class Program
{
    private static Task Main(string[] args) => MockWeChatApplication.Build(args).RunAsync();
}
