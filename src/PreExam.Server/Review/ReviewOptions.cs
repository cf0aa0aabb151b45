using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PreExam.Server.Review;

/// <summary>How cases are held and answered. Section <c>Review</c>.</summary>
public sealed class ReviewOptions
{
    /// <summary>How long a caseworker holds a case without a sign of life. Default 30 min: a lunch is longer, a phone call is not.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "08:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a feedback can be taken back. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan TakeBack { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often expired holds are looked for. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromSeconds(15);
}

[OptionsValidator]
internal sealed partial class ReviewOptionsValidator : IValidateOptions<ReviewOptions>;
