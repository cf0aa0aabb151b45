using System.Diagnostics;
using System.Diagnostics.Metrics;
using PreExam.Domain.Cases;

namespace PreExam.Server.Pages;

/// <summary>Names are public contract. Tags come from closed sets.</summary>
internal sealed class PagesTelemetry
{
    private readonly Histogram<double> _ready;

    public PagesTelemetry(IMeterFactory meters) => _ready = meters.Create("PreExam.Pages")
        .CreateHistogram<double>("preexam.page.ready.duration", "s", "From the upload to the page's findings.");

    public void Done(PageState state, TimeSpan took) =>
        _ready.Record(Math.Max(0, took.TotalSeconds), new TagList { { "state", state.ToString().ToLowerInvariant() } });
}
