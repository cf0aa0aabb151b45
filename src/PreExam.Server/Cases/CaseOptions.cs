using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PreExam.Server.Cases;

/// <summary>Limits of the applicant's side. Section <c>Cases</c>.</summary>
public sealed class CaseOptions
{
    /// <summary>Days that an untouched draft is kept. Default 30.</summary>
    [Range(1, 365)]
    public int KeepDraftDays { get; set; } = 30;

    /// <summary>Days before a lapse at which the applicant is warned. Default 3.</summary>
    [Range(1, 30)]
    public int WarnDays { get; set; } = 3;

    /// <summary>How long a submission waits for pages that are being processed. Default 10 s: under the phone's 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:50")]
    public TimeSpan WaitForPages { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Age at which a page that no worker took no longer holds a submission up: people decide what the machine couldn't. Default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan PageUntakenAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Life of a counter pass. Default 10 min: a queue at the counter, not a day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "02:00:00")]
    public TimeSpan CounterPassLife { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How often lapses are looked for. Default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromMinutes(10);
}

[OptionsValidator]
internal sealed partial class CaseOptionsValidator : IValidateOptions<CaseOptions>;
