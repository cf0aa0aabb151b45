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

    /// <summary>
    /// Whether this is the real thing: development keys, a stand-in for WeChat and missing secrets then stop the start. Left out, it is
    /// when <c>ASPNETCORE_ENVIRONMENT</c> was set to <c>Production</c>; the framework's own default doesn't count, or nothing would
    /// start without configuration.
    /// </summary>
    public bool? Production { get; set; }

    /// <summary>Address under which phones reach this installation; for links and QR codes. Empty: taken from the request.</summary>
    public string? PublicAddress { get; set; }

    /// <summary>Whether this process has the role.</summary>
    public bool Has(string role) => Roles.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Contains(role, StringComparer.Ordinal);
}

[OptionsValidator]
internal sealed partial class ServerOptionsValidator : IValidateOptions<ServerOptions>;
