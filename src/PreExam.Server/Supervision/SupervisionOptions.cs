using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PreExam.Server.Supervision;

/// <summary>How limits are watched. Section <c>Supervision</c>.</summary>
public sealed class SupervisionOptions
{
    /// <summary>How often clocks that have turned are looked for. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Whether the county says that an upload counts as receipt: then five working days without an answer are an acceptance, dated to the
    /// first submission (Licensing Law art. 32). Default false: pre-examination has no legal effect, and only the county can say otherwise.
    /// </summary>
    public bool UploadCountsAsReceipt { get; set; }
}

[OptionsValidator]
internal sealed partial class SupervisionOptionsValidator : IValidateOptions<SupervisionOptions>;
