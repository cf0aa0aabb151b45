using PreExam.Persistence;

namespace PreExam.Demo;

/// <summary>What the command line asks for.</summary>
/// <param name="Exit">Ends after the walk instead of staying up.</param>
/// <param name="Database">sqlite, postgres or sqlserver.</param>
/// <param name="Connection">Connection string, for a database server.</param>
/// <param name="Redis">host:port, or null for the embedded broker.</param>
/// <param name="Data">Folder to keep, or null for a temporary one.</param>
internal sealed record DemoOptions(bool Exit, string Database, string? Connection, string? Redis, string? Data)
{
    public const string Usage = "dotnet run --project src/PreExam.Demo -- [--exit] [--database sqlite|postgres|sqlserver --connection TEXT] [--redis HOST:PORT] [--data FOLDER]";

    /// <summary>Reads the command line.</summary>
    /// <returns>Null when it can't be understood.</returns>
    public static DemoOptions? Read(string[] args)
    {
        var options = new DemoOptions(false, "sqlite", null, null, null);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--exit")
            {
                options = options with { Exit = true };
                continue;
            }

            if (i + 1 == args.Length) return null;
            var value = args[++i];
            switch (args[i - 1])
            {
                case "--database" when ProviderDifferences.Names.Contains(value): options = options with { Database = value }; break;
                case "--connection": options = options with { Connection = value }; break;
                case "--redis": options = options with { Redis = value }; break;
                case "--data": options = options with { Data = value }; break;
                default: return null;
            }
        }

        return options;
    }
}
