using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PreExam.Persistence.Keys;

namespace PreExam.Persistence.Blobs;

/// <summary>Where uploaded files are kept. Section <c>Blobs</c>.</summary>
public sealed class BlobOptions
{
    /// <summary>disk: the only store so far.</summary>
    [RegularExpression("disk")]
    public string Store { get; set; } = "disk";

    /// <summary>Folder of the disk store; empty means <c>blobs</c> in the data folder.</summary>
    public string? Folder { get; set; }
}

[OptionsValidator]
internal sealed partial class BlobOptionsValidator : IValidateOptions<BlobOptions>;

/// <summary>Registration of the blob store.</summary>
public static class BlobServices
{
    /// <summary>Adds <see cref="IBlobStore"/>; needs <see cref="IKeyRing"/> and a clock.</summary>
    /// <param name="services">The services.</param>
    /// <param name="dataFolder">Where embedded data is kept.</param>
    public static IServiceCollection AddBlobs(this IServiceCollection services, string dataFolder)
    {
        services.AddOptions<BlobOptions>().BindConfiguration("Blobs").ValidateOnStart();
        services.AddSingleton<IValidateOptions<BlobOptions>, BlobOptionsValidator>();
        return services.AddSingleton<IBlobStore>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<BlobOptions>>().Value;
            var folder = string.IsNullOrWhiteSpace(options.Folder) ? Path.Combine(dataFolder, "blobs") : options.Folder;
            return new DiskBlobStore(folder, provider.GetRequiredService<IKeyRing>(), provider.GetRequiredService<TimeProvider>());
        });
    }
}
