using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Domain.Matters;
using PreExam.Persistence;

namespace PreExam.Server.Cases;

/// <summary>How long an answer may take.</summary>
/// <param name="PromisedBy">When the promise runs out; null unless an answer is awaited.</param>
/// <param name="TypicalWorkingHours">Opening hours of the office that an answer typically takes, the applicant's time left out; null without past cases.</param>
/// <param name="BasedOn">On how many past answers this rests.</param>
/// <param name="Text">The same in plain words.</param>
public sealed record ExpectedTime(DateTimeOffset? PromisedBy, double? TypicalWorkingHours, int BasedOn, LocalText Text);

/// <summary>Learns from past answers how long the next may take: the median of the last hundred of a matter.</summary>
internal static class HandlingTimes
{
    private const int Remembered = 100;

    public static async Task<ExpectedTime> Expected(this PreExamDb db, Case found, CancellationToken cancellation)
    {
        var last = await db.HandlingTimes.Where(t => t.MatterCode == found.MatterCode)
            .OrderByDescending(t => t.At).Take(Remembered).Select(t => t.Seconds).ToListAsync(cancellation);
        if (last.Count == 0)
        {
            return new(found.DueAt, null, 0, new("本事项还没有办理记录，暂时无法估计时间。", "There are no past cases yet, so nothing can be said of the usual time."));
        }

        var hours = Math.Round(Median(last) / 3600, 1);
        var (zh, en) = hours < 0.1 ? ("几分钟", "a few minutes") : ($"约{hours:0.#}个工作小时", $"about {hours:0.#} office hours");
        return new(found.DueAt, hours, last.Count, new(
            $"以往通常{zh}有结果（按最近{last.Count}次预审计算，不含您补正的时间）。",
            $"An answer usually takes {en}, from the last {last.Count} answers; your own time for corrections is left out."));
    }

    private static double Median(List<long> values)
    {
        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2.0;
    }
}
