using System.Diagnostics;

namespace PreExam.Domain.Time;

/// <summary>What a clock measures.</summary>
public enum ClockKind
{
    /// <summary>预审承诺: the promised answer to one submission; starts anew with each round.</summary>
    PreExamPromise,

    /// <summary>五日: five working days from the first submission to a notice or an acceptance. Nothing pauses it.</summary>
    FiveDayGuard,

    /// <summary>补正期限: the applicant's own time.</summary>
    CorrectionPeriod,

    /// <summary>承诺期限: from acceptance, as the guide promises.</summary>
    Promised,

    /// <summary>法定期限: from acceptance, as the law says.</summary>
    Statutory,
}

/// <summary>How loudly a clock speaks; ordered.</summary>
public enum ClockSignal
{
    /// <summary>Nothing to say.</summary>
    None,

    /// <summary>预警: the end is near.</summary>
    Warning,

    /// <summary>黄牌: the promise of an answer was broken.</summary>
    Yellow,

    /// <summary>红牌: a promised or legal limit, or the five days, were broken.</summary>
    Red,
}

/// <summary>
/// One running limit of a case or a filing. It ends at closing time of its last day; the applicant's own limit ends with the day, since
/// a phone has no closing time.
/// </summary>
public sealed class ServiceClock
{
    private static readonly TimeOnly EndOfDay = new(23, 59, 59);

    /// <summary>For the mapper.</summary>
    private ServiceClock()
    {
    }

    /// <summary>Row id, GUID v7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The case or filing that it belongs to.</summary>
    public Guid SubjectId { get; private set; }

    /// <summary>What it measures.</summary>
    public ClockKind Kind { get; private set; }

    /// <summary>The number of the limit.</summary>
    public int LimitValue { get; private set; }

    /// <summary>The unit of the limit.</summary>
    public TimeUnit LimitUnit { get; private set; }

    /// <summary>When that happened which started it.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>From here on it is a <see cref="ClockSignal.Warning"/>.</summary>
    public DateTimeOffset WarnAt { get; private set; }

    /// <summary>The last instant that is in time.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>When it was stopped; null while it runs.</summary>
    public DateTimeOffset? StoppedAt { get; private set; }

    /// <summary>Version of the holiday table from which the end was computed.</summary>
    public string CalendarVersion { get; private set; } = "";

    /// <summary>The loudest signal that was raised as an event; it never becomes a lesser one.</summary>
    public ClockSignal Raised { get; private set; }

    /// <summary>The instant after which there is something new to raise; null when there is nothing more to say.</summary>
    public DateTimeOffset? SpeaksAt { get; private set; }

    /// <summary>The limit.</summary>
    public TimeLimit Limit => new(LimitValue, LimitUnit);

    /// <summary>The last day, in China.</summary>
    public DateOnly DueOn => WorkingCalendar.DayOf(DueAt);

    /// <summary>Whether it still counts.</summary>
    public bool IsRunning => StoppedAt is null;

    /// <summary>Starts a clock at the moment of the event.</summary>
    /// <exception cref="ArgumentException">The limit is none: what has no limit has no clock.</exception>
    public static ServiceClock Start(ClockKind kind, Guid subjectId, TimeLimit limit, DateTimeOffset at, WorkingCalendar calendar)
    {
        if (limit.IsNone) throw new ArgumentException("What has no limit has no clock.", nameof(limit));
        var clock = new ServiceClock
        {
            Id = Guid.CreateVersion7(at),
            SubjectId = subjectId,
            Kind = kind,
            LimitValue = limit.Value,
            LimitUnit = limit.Unit,
            StartedAt = at,
        };
        clock.Compute(calendar);
        return clock;
    }

    /// <summary>Starts the guard of Licensing Law art. 32: five working days from the first submission.</summary>
    public static ServiceClock StartFiveDayGuard(Guid subjectId, DateTimeOffset firstSubmission, WorkingCalendar calendar) =>
        Start(ClockKind.FiveDayGuard, subjectId, new TimeLimit(5, TimeUnit.WorkingDay), firstSubmission, calendar);

    /// <summary>Ends the counting; a second call changes nothing. What ends in time is never spoken of; what ends too late still shows its card.</summary>
    public void Stop(DateTimeOffset at)
    {
        if (!IsRunning) return;
        StoppedAt = at;
        if (at <= DueAt) SpeaksAt = null;
    }

    /// <summary>Whether the end has passed: of a stopped clock, whether it was stopped too late.</summary>
    public bool IsOverdueAt(DateTimeOffset now) => (StoppedAt ?? now) > DueAt;

    /// <summary>What a running clock says now; a stopped one says nothing.</summary>
    public ClockSignal SignalAt(DateTimeOffset now)
    {
        if (!IsRunning || now < WarnAt) return ClockSignal.None;
        return now <= DueAt ? ClockSignal.Warning : Card;
    }

    /// <summary>
    /// Raises what is new to say, each signal once however often it is asked and whatever the clock on the wall does. A warning whose time
    /// went by unasked is left out: the card says more.
    /// </summary>
    /// <returns>The signal, or <see cref="ClockSignal.None"/> when nothing new is to be said.</returns>
    public ClockSignal Raise(DateTimeOffset now)
    {
        if (SpeaksAt is null) return ClockSignal.None;
        var signal = IsRunning ? SignalAt(now) : StoppedAt > DueAt ? Card : ClockSignal.None;
        var isNew = signal > Raised;
        if (isNew) Raised = signal;
        SpeaksAt = IsRunning ? NextSpeech() : null;
        return isNew ? signal : ClockSignal.None;
    }

    /// <summary>Computes the end anew from another holiday table or other hours.</summary>
    /// <returns>True when the end of a running clock moved; a stopped clock is left as it was judged.</returns>
    public bool Recompute(WorkingCalendar calendar)
    {
        if (!IsRunning) return false;
        var before = DueAt;
        Compute(calendar);
        return DueAt != before;
    }

    private ClockSignal Card => Kind switch
    {
        ClockKind.PreExamPromise => ClockSignal.Yellow,
        // The applicant's own lateness earns nobody a card: the case lapses instead.
        ClockKind.CorrectionPeriod => ClockSignal.Warning,
        ClockKind.FiveDayGuard or ClockKind.Promised or ClockKind.Statutory => ClockSignal.Red,
        _ => throw new UnreachableException(),
    };

    // Supervision watches the house; the applicant is warned of the own limit by the case itself.
    private DateTimeOffset? NextSpeech() => Kind is ClockKind.CorrectionPeriod || Raised == Card
        ? null
        : Raised == ClockSignal.None ? WarnAt : DueAt;

    private void Compute(WorkingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        // Only the promise forgives the hour: what comes after closing counts as come at the next opening. The other limits count from
        // the day of the event itself; for the five days both ways end on the same day save after closing, where this is the stricter.
        var eventDay = Kind is ClockKind.PreExamPromise ? calendar.WorkingDayOf(StartedAt) : WorkingCalendar.DayOf(StartedAt);
        var lastDay = Limit.LastDay(eventDay, calendar) ?? throw new UnreachableException();

        DueAt = Kind is ClockKind.CorrectionPeriod ? WorkingCalendar.At(lastDay, EndOfDay) : calendar.ClosingOf(lastDay);
        // A limit of 0 days that starts after closing would be over before it began.
        if (DueAt < StartedAt) DueAt = calendar.ClosingOf(calendar.WorkingDayOf(StartedAt));
        WarnAt = WarningBefore(lastDay, calendar);
        CalendarVersion = calendar.Version;
        SpeaksAt = NextSpeech();
    }

    /// <summary>One working day before the end or, for limits so short that this would be from the start, at 80 % of the working time.</summary>
    private DateTimeOffset WarningBefore(DateOnly lastDay, WorkingCalendar calendar)
    {
        var oneDayLeft = calendar.ClosingOf(calendar.AddWorkingDays(lastDay, -1));
        var mostIsUsed = calendar.AddWorkingTime(StartedAt, 0.8 * calendar.WorkingTimeBetween(StartedAt, DueAt));
        var warning = oneDayLeft > mostIsUsed ? oneDayLeft : mostIsUsed;
        return warning < DueAt ? warning : DueAt;
    }
}
