using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PreExam.Persistence.Blobs;
using PreExam.Persistence.Jobs;
using PreExam.Persistence.Keys;

namespace PreExam.Persistence;

/// <summary>Which database. Section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>sqlite (default, no server needed), postgres or sqlserver.</summary>
    [Required]
    public string Provider { get; set; } = ProviderDifferences.Embedded;

    /// <summary>Connection string; for SQLite empty means <c>preexam.db</c> in the data folder.</summary>
    public string? Connection { get; set; }
}

[OptionsValidator]
internal sealed partial class DatabaseOptionsValidator : IValidateOptions<DatabaseOptions>;

/// <summary>Registration of the database.</summary>
public static class PersistenceServices
{
    /// <summary>Adds <see cref="PreExamDb"/> on the configured provider, the key ring and the blob store.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">Section <c>Database</c>.</param>
    /// <param name="dataFolder">Where embedded data is kept.</param>
    public static IServiceCollection AddPersistence(this IServiceCollection services, IConfiguration configuration, string dataFolder)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<DatabaseOptions>().BindConfiguration("Database")
            .Validate(o => ProviderDifferences.Names.Contains(o.Provider), $"Database:Provider is one of {string.Join(", ", ProviderDifferences.Names)}.")
            .Validate(o => o.Provider == ProviderDifferences.Embedded || !string.IsNullOrWhiteSpace(o.Connection), "Database:Connection is missing.")
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsValidator>();
        var database = configuration.GetSection("Database").Get<DatabaseOptions>() ?? new DatabaseOptions();
        var connection = database.Connection ?? ""; // where one is needed, the start checks it
        if (string.IsNullOrWhiteSpace(connection) && database.Provider == ProviderDifferences.Embedded)
        {
            Directory.CreateDirectory(dataFolder);
            connection = $"Data Source={Path.Combine(dataFolder, "preexam.db")}";
        }

        ProviderDifferences.AddContext(services, database.Provider, connection, (provider, options) => options
            .ConfigureWarnings(w => w.Ignore(RelationalEventId.MultipleCollectionIncludeWarning)) // a case has tens of rows, not thousands
            .AnnounceOutbox(provider));
        return services.AddKeys(dataFolder).AddBlobs(dataFolder).AddJobStore<PreExamDb>();
    }
}
