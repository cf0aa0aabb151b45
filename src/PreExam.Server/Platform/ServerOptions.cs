using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PreExam.Server.Platform;

/// <summary>What this process is and where it keeps embedded data. Section <c>Server</c>; <c>--roles</c> and <c>--data</c> on the command line.</summary>
public sealed class ServerOptions
{
    /// <summary>Comma-separated: api, console, workers. Default all.</summary>
    [Required]
    public string Roles { get; set; } = "api,console,workers";

    /// <summary>Folder of embedded data: SQLite file, blobs, development keys. Default <c>data</c> beside the working folder.</summary>
    [Required]
    public string Data { get; set; } = "data";

    /// <summary>Address under which phones reach this installation; for links and QR codes. Empty: taken from the request.</summary>
    public string? PublicAddress { get; set; }

    /// <summary>Whether this process has the role.</summary>
    public bool Has(string role) => Roles.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Contains(role, StringComparer.Ordinal);
}

[OptionsValidator]
internal sealed partial class ServerOptionsValidator : IValidateOptions<ServerOptions>;
