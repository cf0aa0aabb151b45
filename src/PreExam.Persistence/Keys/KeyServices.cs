using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PreExam.Persistence.Keys;

/// <summary>Where the keys come from. Section <c>Keys</c>.</summary>
public sealed class KeyOptions
{
    /// <summary>file (default) or environment.</summary>
    [RegularExpression("file|environment")]
    public string Source { get; set; } = "file";

    /// <summary>Path of the key ring; empty means <c>keys/keyring.json</c> in the data folder.</summary>
    public string? File { get; set; }

    /// <summary>Name of the environment variable that carries the key ring's JSON.</summary>
    [Required]
    public string Variable { get; set; } = "PREEXAM_KEYS";

    /// <summary>Whether a missing file is made with development keys, so that the program starts without configuration.</summary>
    public bool CreateForDevelopment { get; set; } = true;
}

[OptionsValidator]
internal sealed partial class KeyOptionsValidator : IValidateOptions<KeyOptions>;

/// <summary>The file of a real installation's keys.</summary>
public static class KeyRingFile
{
    /// <summary>Makes a ring with a key of each purpose, readable for this user alone.</summary>
    /// <exception cref="IOException">There is a file already, or it can't be written.</exception>
    public static void Create(string path) => KeyRing.Create(path, development: false);
}

/// <summary>Registration of keys and what works with them.</summary>
public static class KeyServices
{
    /// <summary>Adds <see cref="IKeyRing"/>, <see cref="FieldCipher"/> and <see cref="LookupHash"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="dataFolder">Where embedded data is kept.</param>
    public static IServiceCollection AddKeys(this IServiceCollection services, string dataFolder)
    {
        services.AddOptions<KeyOptions>().BindConfiguration("Keys").ValidateOnStart();
        services.AddSingleton<IValidateOptions<KeyOptions>, KeyOptionsValidator>();
        services.AddSingleton<IKeyRing>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<KeyOptions>>().Value;
            if (options.Source == "environment") return KeyRing.OpenEnvironment(options.Variable);
            var path = string.IsNullOrWhiteSpace(options.File) ? Path.Combine(dataFolder, "keys", "keyring.json") : options.File;
            return KeyRing.OpenFile(path, options.CreateForDevelopment);
        });
        return services.AddSingleton<FieldCipher>().AddSingleton<LookupHash>();
    }
}
