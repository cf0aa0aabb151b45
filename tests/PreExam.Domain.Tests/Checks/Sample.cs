using PreExam.Domain.Cases;
using PreExam.Domain.Checks;
using PreExam.Domain.Identifiers;
using PreExam.Domain.Matters;
using PreExam.Domain.People;
using PreExam.Domain.Time;

namespace PreExam.Domain.Tests.Checks;

/// <summary>A small matter and a case that has nothing wrong with it, to be changed one thing at a time.</summary>
internal static class Sample
{
    public static readonly DateOnly Today = new(2026, 11, 23);
    public static readonly Guid Front = Guid.Parse("019ab000-0000-7000-8000-000000000001");
    public static readonly Guid Back = Guid.Parse("019ab000-0000-7000-8000-000000000002");
    private static readonly WorkingCalendar Calendar = new(HolidayTable.Embedded);

    public static LocalText Text(string text) => new(text, text);

    public static Matter Matter(params Check[] checks) => new()
    {
        Code = "999000000001",
        Name = Text("sample"),
        ShortTitle = "sample",
        Department = new("D", Text("department")),
        Kind = MatterKind.Licence,
        Applicant = ApplicantKind.Person,
        Handling = Handling.Immediate,
        Levels = ["county"],
        Guide = new Guide
        {
            Summary = Text("s"), WhoMayApply = Text("w"), Steps = [Text("1")], Results = [Text("r")], LegalBasis = ["b"], Bring = [Text("b")],
            Office = new(Text("o"), Text("a"), Text("h"), "1"), Evaluation = Text("e"),
        },
        Limits = new Limits
        {
            Statutory = new(null, LimitUnit.WorkingDay, Text("none")), Promised = new(1, LimitUnit.WorkingDay, Text("p")),
            PreExam = new(1, LimitUnit.WorkingDay, Text("p")), Correction = new(15, LimitUnit.CalendarDay, Text("c")),
            PassValidity = new(1, LimitUnit.Month, Text("v")),
        },
        ZeroRun = new(true),
        Fee = new(0, Text("free")),
        Situations =
        [
            new Situation { Id = "rented", Text = Text("Is it rented?"), Kind = AnswerKind.One, Options = [new("yes", Text("Yes")), new("no", Text("No"))] },
            new Situation
            {
                Id = "landlord", Text = Text("Who is the landlord?"), Kind = AnswerKind.One, Options = [new("person", Text("Person")), new("firm", Text("Firm"))],
                AskWhen = new AnswerIn("rented", "yes"),
            },
        ],
        Form =
        [
            new FormField { Id = "name", Label = Text("name"), Type = FieldType.Text, Personal = true },
            new FormField { Id = "idNumber", Label = Text("identity number"), Type = FieldType.Identifier, Identifier = IdentifierKind.ResidentId },
            new FormField { Id = "address", Label = Text("address"), Type = FieldType.Text },
            new FormField { Id = "signedOn", Label = Text("signed on"), Type = FieldType.Date },
            new FormField { Id = "staff", Label = Text("staff"), Type = FieldType.Number, Optional = true },
        ],
        Materials =
        [
            new MaterialRequirement
            {
                Slot = "idCard", Kind = "ID_CARD", Name = Text("identity card"), ShortName = "card", MinPages = 2, MaxPages = 2,
                Formats = [FileFormat.Jpeg], MaxBytes = 1,
                Fields = [new MaterialField { Id = "validUntil", Label = Text("valid until"), Type = FieldType.Date, MayBeLongTerm = true }],
            },
            new MaterialRequirement
            {
                Slot = "lease", Kind = "LEASE", Name = Text("lease"), ShortName = "lease", MaxPages = 5, Formats = [FileFormat.Jpeg], MaxBytes = 1,
                RequiredWhen = new AnswerIn("rented", "yes"), Tolerable = true,
                Fields = [new MaterialField { Id = "address", Label = Text("address of the house"), Type = FieldType.Text }],
            },
        ],
        Rules = [new MatterRule { Id = "firm", Effect = RuleEffect.Redirect, When = new AnswerIn("landlord", "firm"), Message = Text("elsewhere") }],
        Checks = checks,
    };

    public static CaseFacts Facts { get; } = new()
    {
        Today = Today,
        Calendar = Calendar,
        Answers = Answers(("rented", "no")),
        Form = new Dictionary<string, string>
        {
            ["name"] = "李 四", ["idNumber"] = "33119919850312017X", ["address"] = "示例县人民路 1 号", ["signedOn"] = "2026-11-20",
        },
        Materials = new Dictionary<string, MaterialFacts>
        {
            ["idCard"] = new()
            {
                Pages = [new PageFacts(Front, PageState.Ready, []), new PageFacts(Back, PageState.Ready, [])],
                Fields = new Dictionary<string, string> { ["validUntil"] = "2035-01-01" },
            },
        },
        Applicant = new ApplicantFacts
        {
            Level = IdentityLevel.RealName, Name = "李四", IdNumber = "33119919850312017X", BirthDate = new(1985, 3, 12), Sex = Sex.Male,
        },
    };

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Answers(params (string Question, string Value)[] answers) =>
        answers.ToDictionary(a => a.Question, a => (IReadOnlyList<string>)[a.Value]);

    public static CaseFacts WithForm(this CaseFacts facts, string field, string? value)
    {
        var form = new Dictionary<string, string>(facts.Form);
        if (value is null) form.Remove(field);
        else form[field] = value;
        return facts with { Form = form };
    }

    public static CaseFacts WithMaterial(this CaseFacts facts, string slot, Func<MaterialFacts, MaterialFacts> change) => facts with
    {
        Materials = new Dictionary<string, MaterialFacts>(facts.Materials) { [slot] = change(facts.Materials.GetValueOrDefault(slot) ?? MaterialFacts.Empty) },
    };

    public static CaseFacts WithCardPages(this CaseFacts facts, params PageFacts[] pages) => facts.WithMaterial("idCard", m => m with { Pages = pages });

    public static CheckReport Run(this CaseFacts facts, params Check[] checks) => CheckPlan.Compile(Matter(checks)).Run(facts);

    /// <summary>The one finding of a check; null when the check did not apply.</summary>
    public static Finding? Of(this CheckReport report, string check, CheckTarget? target = null) =>
        report.Findings.SingleOrDefault(f => f.CheckId == check && (target is null || f.Target == target));

    public static ConditionCheck Check(Condition holds, string id = "own", Condition? when = null, CheckTarget? target = null) => new()
    {
        Id = id, Severity = Severity.Warning, Target = target ?? CheckTarget.WholeCase, Holds = holds, When = when, Message = Text("wrong"), Remedy = Text("mend"),
    };
}
