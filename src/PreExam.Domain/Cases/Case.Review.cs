using System.Diagnostics;

namespace PreExam.Domain.Cases;

/// <content>What the staff does.</content>
public sealed partial class Case
{
    /// <summary>A caseworker takes the case from the queue, or renews the hold.</summary>
    /// <returns>Refused as <c>case_not_in_queue</c> or <c>case_held_by_another</c>.</returns>
    public Transition Claim(Guid caseworker, TimeSpan lease, DateTimeOffset now)
    {
        if (State is not (CaseState.Submitted or CaseState.InReview)) return new Refusal("case_not_in_queue");
        if (IsHeldByAnother(caseworker, now)) return new Refusal("case_held_by_another");

        HeldUntil = now + lease;
        if (HeldBy == caseworker)
        {
            Version++;
            return new Transition([], null);
        }

        State = CaseState.InReview;
        HeldBy = caseworker;
        return Happened(new CaseClaimed(Id, now, caseworker, null));
    }

    /// <summary>A supervisor moves the case to a caseworker, whoever holds it; the verdicts so far stay.</summary>
    /// <returns>Refused as <c>case_not_in_queue</c> or <c>feedback_being_sent</c>.</returns>
    public Transition TakeOver(Guid caseworker, TimeSpan lease, DateTimeOffset now)
    {
        if (State is not (CaseState.Submitted or CaseState.InReview)) return new Refusal("case_not_in_queue");
        if (Scheduled is not null) return new Refusal("feedback_being_sent");

        var from = HeldBy;
        State = CaseState.InReview;
        HeldBy = caseworker;
        HeldUntil = now + lease;
        return Happened(new CaseClaimed(Id, now, caseworker, from));
    }

    /// <summary>Gives the case back to the queue; the verdicts so far stay for the next caseworker.</summary>
    /// <returns>Refused as <see cref="RefuseReview"/> says.</returns>
    public Transition Release(Guid caseworker, DateTimeOffset now)
    {
        if (RefuseReview(caseworker, now) is { } refusal) return refusal;

        BackToQueue();
        return Happened(new CaseReleased(Id, now, LeaseExpired: false));
    }

    /// <summary>Frees a case whose holder let the lease run out.</summary>
    /// <returns>Refused as <c>lease_not_expired</c>.</returns>
    public Transition ExpireLease(DateTimeOffset now)
    {
        if (State != CaseState.InReview || HeldUntil > now || Scheduled is not null) return new Refusal("lease_not_expired");

        BackToQueue();
        return Happened(new CaseReleased(Id, now, LeaseExpired: true));
    }

    /// <summary>Sets or replaces the verdict on one material in this round; a sign of life, which renews the hold.</summary>
    /// <param name="slot">The material's slot, or <see cref="Material.FormSlot"/>.</param>
    /// <param name="verdict">What the caseworker says.</param>
    /// <param name="isTolerable">Whether the requirement may follow later (容缺).</param>
    /// <param name="changedTargets">Of the verdict's targets, those that came or changed in this round.</param>
    /// <param name="caseworker">Who judges.</param>
    /// <param name="lease">How long the hold goes on from here.</param>
    /// <param name="now">The instant.</param>
    /// <returns>
    /// Refused as <see cref="RefuseReview"/> says, or as <c>slot_unknown</c>, <c>verdict_reason_missing</c>, <c>deferral_not_tolerable</c>,
    /// <c>deferral_date_missing</c> or <c>late_objection_reason_missing</c>.
    /// </returns>
    public Refusal? GiveVerdict(
        string slot, Verdict verdict, bool isTolerable, IReadOnlyCollection<string> changedTargets, Guid caseworker, TimeSpan lease, DateTimeOffset now)
    {
        if (RefuseReview(caseworker, now) is { } refusal) return refusal;
        if (FindMaterial(slot) is not { } material) return new Refusal("slot_unknown", slot);
        if (verdict.Outcome == VerdictOutcome.Rejected && verdict.Reasons.Count == 0 && string.IsNullOrWhiteSpace(verdict.OwnWords))
            return new Refusal("verdict_reason_missing", slot);
        if (verdict.Outcome == VerdictOutcome.Deferred && !isTolerable) return new Refusal("deferral_not_tolerable", slot);
        if (verdict.Outcome == VerdictOutcome.Deferred && verdict.DeferredUntil is null) return new Refusal("deferral_date_missing", slot);

        var late = IsLateObjection(material, verdict, changedTargets);
        if (late && string.IsNullOrWhiteSpace(verdict.LateReason)) return new Refusal("late_objection_reason_missing", slot);

        material.Verdict = verdict with
        {
            IsLate = late,
            LateReason = late ? verdict.LateReason : null,
            DecidedBy = caseworker,
            DecidedAt = now,
        };
        HeldUntil = now + lease;
        Version++;
        return null;
    }

    /// <summary>Schedules the caseworker's complete answer; until <paramref name="givenAt"/> it can be taken back.</summary>
    /// <returns>
    /// Refused as <see cref="RefuseReview"/> says, or as <c>verdict_missing</c> (every silent material),
    /// <c>feedback_contradicts_verdicts</c>, <c>correction_period_missing</c> or <c>redirect_target_missing</c>.
    /// </returns>
    public Transition ScheduleFeedback(
        FeedbackResult result, DateOnly? correctionUntil, string? redirectedTo, string? words, Guid caseworker, DateTimeOffset givenAt, DateTimeOffset now)
    {
        if (RefuseReview(caseworker, now) is { } refusal) return refusal;
        if (RefuseFeedback(result, correctionUntil, redirectedTo) is { } incomplete) return incomplete;

        Scheduled = new ScheduledFeedback(result, caseworker, givenAt, correctionUntil, redirectedTo, words);
        return Happened(new FeedbackScheduled(Id, now, givenAt, Round));
    }

    /// <summary>Takes a scheduled answer back; verdicts and words stay.</summary>
    /// <returns>The words that were to be sent. Refused as <c>feedback_not_scheduled</c>, <c>case_held_by_another</c> or <c>feedback_already_given</c>.</returns>
    public Transition TakeBackFeedback(Guid caseworker, TimeSpan lease, DateTimeOffset now)
    {
        if (Scheduled is not { } scheduled) return new Refusal(State == CaseState.InReview ? "feedback_not_scheduled" : "feedback_already_given");
        if (scheduled.By != caseworker) return new Refusal("case_held_by_another");
        if (now >= scheduled.GivenAt) return new Refusal("feedback_already_given");

        Scheduled = null;
        HeldUntil = now + lease;
        return Happened(new FeedbackTakenBack(Id, now));
    }

    /// <summary>Gives the scheduled answer: ends the round (一次性告知).</summary>
    /// <param name="passValidUntil">Last day of a pass; it lapses after that.</param>
    /// <param name="now">The instant.</param>
    /// <returns>Refused as <c>feedback_not_scheduled</c> or <c>feedback_not_due</c>.</returns>
    public Transition GiveFeedback(DateOnly passValidUntil, DateTimeOffset now)
    {
        if (Scheduled is not { } scheduled) return new Refusal("feedback_not_scheduled");
        if (now < scheduled.GivenAt) return new Refusal("feedback_not_due");

        var verdicts = _materials.Where(m => m.Verdict is not null).ToDictionary(m => m.Slot, m => m.Verdict!);
        _rounds[^1].Feedback = new Feedback(
            scheduled.Result, now, scheduled.By, verdicts, scheduled.CorrectionUntil, scheduled.RedirectedTo, scheduled.Words);
        foreach (var material in _materials) material.LastTold = material.Verdict?.Outcome;

        var until = scheduled.Result switch
        {
            FeedbackResult.Passed => passValidUntil,
            FeedbackResult.Returned => scheduled.CorrectionUntil,
            FeedbackResult.Redirected => (DateOnly?)null,
            _ => throw new UnreachableException(),
        };
        End(scheduled.Result switch
        {
            FeedbackResult.Passed => CaseState.Passed,
            FeedbackResult.Returned => CaseState.Returned,
            _ => CaseState.Redirected,
        });
        LapsesOn = until;
        LapseWarnedAt = null;
        return Happened(new FeedbackGiven(
            Id, now, scheduled.Result, Round, verdicts.Values.Count(v => v.Outcome == VerdictOutcome.Rejected), until));
    }

    /// <summary>Moves the promised answer when the calendar of working days changed.</summary>
    public void MoveDue(DateTimeOffset dueAt)
    {
        if (DueAt is null || DueAt == dueAt) return;
        DueAt = dueAt;
        Version++;
    }

    /// <summary>Moves the applicant's last day when offices rest on it, never to a day before the one that was told; a new warning will name it.</summary>
    public void MoveLapse(DateOnly last)
    {
        if (LapsesOn is null || last <= LapsesOn) return;
        LapsesOn = last;
        LapseWarnedAt = null;
        Version++;
    }

    /// <summary>Why this caseworker can't go on judging, or null.</summary>
    /// <returns><c>case_not_in_review</c>, <c>case_held_by_another</c>, <c>feedback_being_sent</c> or <c>lease_expired</c>.</returns>
    public Refusal? RefuseReview(Guid caseworker, DateTimeOffset now)
    {
        if (State != CaseState.InReview) return new Refusal("case_not_in_review");
        if (HeldBy != caseworker) return new Refusal("case_held_by_another");
        if (Scheduled is not null) return new Refusal("feedback_being_sent");
        return IsLeaseOver(now) ? new Refusal("lease_expired") : null;
    }

    private Refusal? RefuseFeedback(FeedbackResult result, DateOnly? correctionUntil, string? redirectedTo)
    {
        string[] silent = [.. _materials.Where(m => m.Verdict is null).Select(m => m.Slot)];
        if (silent.Length > 0 && result != FeedbackResult.Redirected) return new Refusal("verdict_missing", silent);

        string[] rejected = [.. _materials.Where(m => m.Verdict?.Outcome == VerdictOutcome.Rejected).Select(m => m.Slot)];
        return result switch
        {
            FeedbackResult.Passed when rejected.Length > 0 => new Refusal("feedback_contradicts_verdicts", rejected),
            FeedbackResult.Returned when rejected.Length == 0 => new Refusal("feedback_contradicts_verdicts"),
            FeedbackResult.Returned when correctionUntil is null => new Refusal("correction_period_missing"),
            FeedbackResult.Redirected when string.IsNullOrWhiteSpace(redirectedTo) => new Refusal("redirect_target_missing"),
            _ => null,
        };
    }

    // Nobody was told of what was not judged before. Told last time and not mended is no new objection; named targets count one by one, an
    // unnamed whole by its last change.
    private bool IsLateObjection(Material material, Verdict verdict, IReadOnlyCollection<string> changedTargets)
    {
        if (material.LastTold is null || verdict.Outcome != VerdictOutcome.Rejected) return false;
        var told = material.LastTold == VerdictOutcome.Rejected ? _rounds[^2].Feedback?.Verdicts.GetValueOrDefault(material.Slot) : null;
        if (verdict.Targets.Count == 0) return told is null && material.ChangedInRound < Round;
        return told is not { Targets.Count: 0 } && !verdict.Targets.All(t => changedTargets.Contains(t) || told?.Targets.Contains(t) == true);
    }

    private bool IsLeaseOver(DateTimeOffset now) => HeldUntil <= now;

    private bool IsHeldByAnother(Guid caseworker, DateTimeOffset now) =>
        HeldBy is { } holder && holder != caseworker && (!IsLeaseOver(now) || Scheduled is not null);

    private void BackToQueue()
    {
        State = CaseState.Submitted;
        HeldBy = null;
        HeldUntil = null;
    }
}
