namespace PreExam.Domain.Checks;

/// <summary>Where a compared value comes from.</summary>
public abstract record Operand;

/// <summary>A field of the form.</summary>
public sealed record FormValue(string Field) : Operand;

/// <summary>A field that was typed off a paper.</summary>
public sealed record PaperValue(string Slot, string Field) : Operand;

/// <summary>What is known of the applicant from the sign-in, not from this case.</summary>
public enum ApplicantFact
{
    /// <summary>Name.</summary>
    Name,

    /// <summary>Identity number. Never printed in full.</summary>
    IdNumber,

    /// <summary>Birth date, from the identity number.</summary>
    BirthDate,

    /// <summary>Sex, from the identity number: <c>female</c> or <c>male</c>.</summary>
    Sex,

    /// <summary>Name of the guardian who acts for a child.</summary>
    GuardianName,
}

/// <summary>A fact about the applicant.</summary>
public sealed record ApplicantValue(ApplicantFact Fact) : Operand;

/// <summary>The day of the check, in Beijing time.</summary>
public sealed record TodayValue : Operand;

/// <summary>A fixed text, day or number.</summary>
public sealed record Literal(string Value) : Operand;

/// <summary>The birth date inside a resident identity number.</summary>
public sealed record BirthDateIn(Operand IdNumber) : Operand;

/// <summary>What a day is moved by.</summary>
public enum ShiftUnit
{
    /// <summary>Calendar days.</summary>
    Day,

    /// <summary>Working days, by the official calendar.</summary>
    WorkingDay,

    /// <summary>Months; the month's last day where the number does not exist.</summary>
    Month,

    /// <summary>Years.</summary>
    Year,
}

/// <summary>A day moved forwards (or backwards, with a negative amount).</summary>
public sealed record Shifted(Operand Date, int Amount, ShiftUnit Unit) : Operand;
