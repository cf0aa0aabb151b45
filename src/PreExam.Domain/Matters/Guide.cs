namespace PreExam.Domain.Matters;

/// <summary>What kind of government act the matter is (事项类型).</summary>
public enum MatterKind
{
    /// <summary>行政许可.</summary>
    Licence,

    /// <summary>行政确认.</summary>
    Confirmation,

    /// <summary>行政给付.</summary>
    Benefit,

    /// <summary>公共服务.</summary>
    PublicService,
}

/// <summary>Whether the department answers at once or within a promised time.</summary>
public enum Handling
{
    /// <summary>即办件.</summary>
    Immediate,

    /// <summary>承诺件.</summary>
    Promised,
}

/// <summary>Who applies.</summary>
public enum ApplicantKind
{
    /// <summary>A natural person.</summary>
    Person,

    /// <summary>An enterprise, or those who found one.</summary>
    Enterprise,
}

/// <summary>The unit a limit is counted in. Units are never converted into each other.</summary>
public enum LimitUnit
{
    /// <summary>工作日, by the working calendar.</summary>
    WorkingDay,

    /// <summary>自然日.</summary>
    CalendarDay,

    /// <summary>月: ends on the same day number, else on the month's last day.</summary>
    Month,
}

/// <summary>One time limit, in its own unit.</summary>
/// <param name="Value">How many; null where none is set (then <paramref name="Basis"/> says why).</param>
/// <param name="Unit">Unit of <paramref name="Value"/>.</param>
/// <param name="Basis">Where the number comes from.</param>
/// <param name="Example">True when the number is an example that each county sets for itself.</param>
public sealed record Limit(int? Value, LimitUnit Unit, LocalText Basis, bool Example = false);

/// <summary>All limits of a matter.</summary>
public sealed record Limits
{
    /// <summary>法定期限: from acceptance of the filing.</summary>
    public required Limit Statutory { get; init; }

    /// <summary>延期: how far the statutory limit may be extended; null where it may not.</summary>
    public Limit? Extension { get; init; }

    /// <summary>承诺期限: from acceptance; binding once promised.</summary>
    public required Limit Promised { get; init; }

    /// <summary>预审: the promise of an answer to a pre-examination; without legal effect.</summary>
    public required Limit PreExam { get; init; }

    /// <summary>补正期限: the applicant's time after a return.</summary>
    public required Limit Correction { get; init; }

    /// <summary>How long a passed pre-examination is kept for the hand-over.</summary>
    public required Limit PassValidity { get; init; }
}

/// <summary>Where and when the office can be visited.</summary>
/// <param name="Name">Name of the hall or counter.</param>
/// <param name="Address">Street address.</param>
/// <param name="Hours">Opening hours in words.</param>
/// <param name="Phone">Telephone for questions.</param>
public sealed record Office(LocalText Name, LocalText Address, LocalText Hours, string Phone);

/// <summary>The department in charge.</summary>
/// <param name="Code">Code of the organisational unit whose staff work on the matter.</param>
/// <param name="Name">Name of the department.</param>
public sealed record Department(string Code, LocalText Name);

/// <summary>Whether the whole matter can be done without a visit (零跑).</summary>
/// <param name="Possible">True when it can.</param>
/// <param name="Condition">Under what condition.</param>
public sealed record ZeroRun(bool Possible, LocalText? Condition = null);

/// <summary>What the matter costs.</summary>
/// <param name="Cny">Amount in yuan; 0 is free.</param>
/// <param name="Note">Who pays what, or that it is free.</param>
public sealed record Fee(decimal Cny, LocalText Note);

/// <summary>A procedure whose time is not counted (特别程序).</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Name">Name.</param>
/// <param name="WorkingDays">Usual length, if known.</param>
public sealed record SpecialProcedure(string Code, LocalText Name, int? WorkingDays = null);

/// <summary>What the applicant reads before starting (办事指南).</summary>
public sealed record Guide
{
    /// <summary>What the matter is, in two or three sentences.</summary>
    public required LocalText Summary { get; init; }

    /// <summary>Who may apply.</summary>
    public required LocalText WhoMayApply { get; init; }

    /// <summary>The steps from here to the result, in order.</summary>
    public required IReadOnlyList<LocalText> Steps { get; init; }

    /// <summary>What the applicant gets in the end.</summary>
    public required IReadOnlyList<LocalText> Results { get; init; }

    /// <summary>Laws and rules the matter rests on.</summary>
    public required IReadOnlyList<string> LegalBasis { get; init; }

    /// <summary>What to bring when going to the counter after passing.</summary>
    public required IReadOnlyList<LocalText> Bring { get; init; }

    /// <summary>Where to go.</summary>
    public required Office Office { get; init; }

    /// <summary>How the service is rated afterwards (好差评): voluntary, five grades.</summary>
    public required LocalText Evaluation { get; init; }
}
