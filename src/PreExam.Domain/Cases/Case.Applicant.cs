using PreExam.Domain.Time;

namespace PreExam.Domain.Cases;

/// <content>What the applicant does.</content>
public sealed partial class Case
{
    private static readonly Refusal NotTheApplicantsTurn = new("case_not_editable");

    /// <summary>Begins a draft.</summary>
    /// <param name="id">GUID v7.</param>
    /// <param name="number">From <see cref="CaseNumber.Compose"/>.</param>
    /// <param name="applicant">Who files.</param>
    /// <param name="matter">Code and published version to which the case stays pinned.</param>
    /// <param name="department">Whose caseworkers see it.</param>
    /// <param name="subjectSealed">The child for whom a guardian acts, sealed, or null.</param>
    /// <param name="lapsesOn">Last day of the draft.</param>
    /// <param name="now">The instant.</param>
    public static (Case Case, CaseEvent Happened) Open(
        Guid id, string number, Guid applicant, (string Code, int Version) matter, string department, string? subjectSealed, DateOnly lapsesOn, DateTimeOffset now)
    {
        var opened = new Case
        {
            Id = id,
            Number = number,
            ApplicantId = applicant,
            MatterCode = matter.Code,
            MatterVersion = matter.Version,
            Department = department,
            SubjectSealed = subjectSealed,
            State = CaseState.Draft,
            CreatedAt = now,
            TouchedAt = now,
            LapsesOn = lapsesOn,
        };
        return (opened, opened.Happened(new CaseOpened(id, now)));
    }

    /// <summary>Replaces the answers to the situations.</summary>
    /// <returns>Refused as <c>case_not_editable</c>.</returns>
    public Refusal? SetAnswers(IReadOnlyDictionary<string, IReadOnlyList<string>> answers, DateTimeOffset now)
    {
        if (!IsApplicantsTurn) return NotTheApplicantsTurn;
        Answers = answers;
        Touch(now);
        return null;
    }

    /// <summary>Replaces the form's values.</summary>
    /// <param name="fieldsSealed">Sealed JSON of all values.</param>
    /// <param name="changed">Names of the fields that differ from before.</param>
    /// <param name="now">The instant.</param>
    /// <returns>Refused as <c>case_not_editable</c>.</returns>
    public Refusal? SetFields(string fieldsSealed, IReadOnlyCollection<string> changed, DateTimeOffset now)
    {
        if (!IsApplicantsTurn) return NotTheApplicantsTurn;
        FieldsSealed = fieldsSealed;
        MaterialFor(Material.FormSlot).TouchFields(WorkingRound, changed);
        Touch(now);
        return null;
    }

    /// <summary>Replaces what the applicant typed from one paper.</summary>
    /// <param name="slot">The paper.</param>
    /// <param name="typedSealed">Sealed JSON of all values.</param>
    /// <param name="changed">Names of the fields that differ from before.</param>
    /// <param name="now">The instant.</param>
    /// <returns>Refused as <c>case_not_editable</c>.</returns>
    public Refusal? SetTypedFields(string slot, string typedSealed, IReadOnlyCollection<string> changed, DateTimeOffset now)
    {
        if (!IsApplicantsTurn) return NotTheApplicantsTurn;
        var material = MaterialFor(slot);
        material.TypedFieldsSealed = typedSealed;
        material.TouchFields(WorkingRound, changed);
        Touch(now);
        return null;
    }

    /// <summary>Says why a material can't be provided, or takes that back with null.</summary>
    /// <returns>Refused as <c>case_not_editable</c>.</returns>
    public Refusal? SetUnavailable(string slot, string? explanationSealed, DateTimeOffset now) =>
        Change(slot, now, m => m.UnavailableSealed = explanationSealed);

    /// <summary>Notes that a page of the slot came or went.</summary>
    /// <returns>Refused as <c>case_not_editable</c>.</returns>
    public Refusal? NotePageChange(string slot, DateTimeOffset now) => Change(slot, now, _ => { });

    /// <summary>Replaces the explanations of findings.</summary>
    /// <returns>Refused as <c>case_not_editable</c>.</returns>
    public Refusal? SetExplanations(string explanationsSealed, DateTimeOffset now)
    {
        if (!IsApplicantsTurn) return NotTheApplicantsTurn;
        ExplanationsSealed = explanationsSealed;
        Touch(now);
        return null;
    }

    /// <summary>Hands in a round: freezes the set of pages and starts the promise.</summary>
    /// <param name="pages">Every live page, as it arrived.</param>
    /// <param name="findings">Findings of the check that was run for this submission.</param>
    /// <param name="unanswered">Findings that stop it: blockers, and warnings without an explanation.</param>
    /// <param name="requiredSlots">Slots that the matter asks for in this situation; each gets a verdict later.</param>
    /// <param name="dueAt">When the answer is promised.</param>
    /// <param name="now">The instant.</param>
    /// <param name="reportSealed">Sealed JSON of the findings in full with the applicant's explanations, for the caseworker.</param>
    /// <returns>Refused as <c>case_not_editable</c> or <c>case_has_findings</c>.</returns>
    public Transition Submit(
        IReadOnlyList<ReceiptPage> pages,
        IReadOnlyList<FrozenFinding> findings,
        IReadOnlyList<string> unanswered,
        IReadOnlyCollection<string> requiredSlots,
        DateTimeOffset dueAt,
        DateTimeOffset now,
        string? reportSealed = null)
    {
        if (!IsApplicantsTurn) return NotTheApplicantsTurn;
        if (unanswered.Count > 0) return new Refusal("case_has_findings", [.. unanswered]);

        Round++;
        _rounds.Add(new Round(Round, now, pages, findings, reportSealed));
        foreach (var slot in requiredSlots)
        {
            if (FindMaterial(slot) is null) MaterialFor(slot).Touch(Round); // asked for the first time: nobody saw it before
        }

        _materials.RemoveAll(m => !requiredSlots.Contains(m.Slot) && m.LastTold is null);
        foreach (var material in _materials) material.Verdict = null;

        State = CaseState.Submitted;
        FirstSubmittedAt ??= now;
        SubmittedAt = now;
        DueAt = dueAt;
        LapsesOn = null;
        LapseWarnedAt = null;
        TouchedAt = now;
        return Happened(new CaseSubmitted(Id, now, Round, dueAt));
    }

    /// <summary>The applicant gives up, any time before the hand-over.</summary>
    /// <returns>Refused as <c>case_ended</c> or <c>feedback_being_sent</c>.</returns>
    public Transition Withdraw(DateTimeOffset now)
    {
        if (IsEnded) return new Refusal("case_ended");
        if (Scheduled is not null) return new Refusal("feedback_being_sent");

        End(CaseState.Withdrawn);
        TouchedAt = now;
        return Happened(new CaseWithdrawn(Id, now));
    }

    /// <summary>A passed case goes to the department that decides.</summary>
    /// <returns>Refused as <c>case_not_passed</c>.</returns>
    public Transition HandOver(HandOverMode mode, DateTimeOffset now)
    {
        if (State != CaseState.Passed) return new Refusal("case_not_passed");

        End(CaseState.HandedOver);
        TouchedAt = now;
        return Happened(new CaseHandedOver(Id, now, mode));
    }

    /// <summary>Tells the applicant that the case will lapse, once. A warning that comes late moves the end, so that a day is left.</summary>
    /// <param name="today">Today in Beijing.</param>
    /// <param name="now">The instant.</param>
    /// <returns>Refused as <c>nothing_lapses</c> when there is no limit or the warning was given.</returns>
    public Transition WarnOfLapse(DateOnly today, DateTimeOffset now)
    {
        if (LapsesOn is not { } last || LapseWarnedAt is not null) return new Refusal("nothing_lapses");
        if (last <= today) LapsesOn = last = today.AddDays(1);
        LapseWarnedAt = now;
        return Happened(new LapseWarned(Id, now, State, last));
    }

    /// <summary>Ends a draft, a returned or a passed case whose limit ran out.</summary>
    /// <param name="today">Today in Beijing.</param>
    /// <param name="now">The instant.</param>
    /// <returns>Refused as <c>nothing_lapses</c> while the limit has not run out, or before the warning.</returns>
    public Transition Lapse(DateOnly today, DateTimeOffset now)
    {
        if (LapsesOn is not { } last || today <= last || LapseWarnedAt is null) return new Refusal("nothing_lapses");
        var from = State;
        End(CaseState.Lapsed);
        return Happened(new CaseLapsed(Id, now, from));
    }

    private Refusal? Change(string slot, DateTimeOffset now, Action<Material> change)
    {
        if (!IsApplicantsTurn) return NotTheApplicantsTurn;
        var material = MaterialFor(slot);
        change(material);
        material.Touch(WorkingRound);
        Touch(now);
        return null;
    }

    private void Touch(DateTimeOffset now)
    {
        if (State == CaseState.Draft && LapsesOn is { } last)
        {
            // A draft lives so many days from when it was last worked on; a warning given before speaks no longer.
            var life = last.DayNumber - WorkingCalendar.DayOf(TouchedAt).DayNumber;
            LapsesOn = WorkingCalendar.DayOf(now).AddDays(life);
            LapseWarnedAt = null;
        }

        TouchedAt = now;
        Version++;
    }

    private void End(CaseState state)
    {
        State = state;
        HeldBy = null;
        HeldUntil = null;
        Scheduled = null;
        DueAt = null;
        LapsesOn = null;
    }
}
