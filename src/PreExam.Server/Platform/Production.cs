using Microsoft.Extensions.Options;
using PreExam.Persistence.Keys;

namespace PreExam.Server.Platform;

/// <summary>Whether this installation is the real thing; see <see cref="ServerOptions.Production"/>.</summary>
internal sealed record Production(bool IsOn)
{
    public static Production Of(ServerOptions server, IConfiguration configuration) => new(
        server.Production ?? string.Equals(configuration[HostDefaults.EnvironmentKey], Environments.Production, StringComparison.OrdinalIgnoreCase));
}

/// <summary>The server does not start. The faults are for the operator and hold no secret.</summary>
public sealed class StartRefusedException : Exception
{
    /// <summary>Names everything that is wrong.</summary>
    public StartRefusedException(IReadOnlyList<string> faults)
        : base($"PreExam does not start:{string.Concat((faults ?? []).Select(fault => $"{Environment.NewLine}- {fault}"))}") => Faults = faults ?? [];

    /// <summary>One line each, with the key to set.</summary>
    public IReadOnlyList<string> Faults { get; }
}

/// <summary>Before anything is touched: every setting that is wrong, at once.</summary>
internal static class StartCheck
{
    /// <exception cref="StartRefusedException">Something is wrong.</exception>
    public static void CheckSettings(this IServiceProvider services)
    {
        List<string> faults = [.. FaultsOfOptions(services)];
        if (services.GetRequiredService<Production>().IsOn && FaultOfKeys(services) is { } fault) faults.Add(fault);
        if (faults.Count > 0) throw new StartRefusedException(faults);
    }

    private static IEnumerable<string> FaultsOfOptions(IServiceProvider services)
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
            return [];
        }
        catch (OptionsValidationException one)
        {
            return one.Failures;
        }
        catch (AggregateException several) when (several.InnerExceptions.All(e => e is OptionsValidationException))
        {
            return several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(e => e.Failures);
        }
    }

    private static string? FaultOfKeys(IServiceProvider services)
    {
        try
        {
            return services.GetRequiredService<IKeyRing>().IsDevelopment
                ? "Keys: these are development keys, made by the program itself. Make a ring with 'PreExam.Server keys new FILE' and name it in Keys:File."
                : null;
        }
        catch (InvalidOperationException unusable)
        {
            return $"Keys: {unusable.Message} 'PreExam.Server keys new FILE' makes one; Keys:File names it.";
        }
    }
}
