using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PreExam.Server.Uploads;

/// <summary>Limits of what may be uploaded; a material's own limits may be lower. Section <c>Uploads</c>.</summary>
/// <remarks>Pixels are limited in one place for uploads and decoder: <c>Decoding:Decoder:Limits</c>.</remarks>
public sealed class UploadsOptions
{
    /// <summary>Largest file, in bytes. Default 20 MB: a phone's largest photograph, or a scanned lease.</summary>
    [Range(1L, 512L << 20)]
    public long MaxBytes { get; init; } = 20 << 20;

    /// <summary>Most pages of one case. Default 60: three times the thickest file that the county's guides ask for.</summary>
    [Range(1, 10_000)]
    public int MaxPagesPerCase { get; init; } = 60;

    /// <summary>How long a blob that no page names is kept. Default a day: no upload takes so long between blob and row.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "365.00:00:00")]
    public TimeSpan KeepOrphans { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How often such blobs are looked for. Default 6 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "30.00:00:00")]
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromHours(6);
}

[OptionsValidator]
internal sealed partial class UploadsOptionsValidator : IValidateOptions<UploadsOptions>;
