using System.Diagnostics;
using PreExam.Domain.Matters;

namespace PreExam.Domain.Checks;

/// <summary>The words of one matter: what its questions, fields and papers are called, found by id.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, Situation> _situations;
    private readonly Dictionary<string, FormField> _form;
    private readonly Dictionary<string, MaterialRequirement> _materials;

    public Vocabulary(Matter matter)
    {
        Matter = matter;
        _situations = matter.Situations.DistinctBy(s => s.Id).ToDictionary(s => s.Id, StringComparer.Ordinal);
        _form = matter.Form.DistinctBy(f => f.Id).ToDictionary(f => f.Id, StringComparer.Ordinal);
        _materials = matter.Materials.DistinctBy(m => m.Slot).ToDictionary(m => m.Slot, StringComparer.Ordinal);
    }

    public Matter Matter { get; }

    public Situation? FindSituation(string id) => _situations.GetValueOrDefault(id);

    public MaterialRequirement? FindMaterial(string slot) => _materials.GetValueOrDefault(slot);

    public InputField? FindField(Operand operand) => operand switch
    {
        FormValue form => _form.GetValueOrDefault(form.Field),
        PaperValue paper => FindMaterial(paper.Slot)?.Fields.FirstOrDefault(f => f.Id == paper.Field),
        _ => null,
    };

    /// <summary>The paper in book-title marks, with its holder where two slots ask for the same kind.</summary>
    public LocalText Paper(string slot)
    {
        if (FindMaterial(slot) is not { } material) return new($"《{slot}》", $"\"{slot}\"");
        return material.Holder is { } holder
            ? new($"《{material.Name.Zh}》（{holder.Zh}）", $"\"{material.Name.En}\" ({holder.En})")
            : new($"《{material.Name.Zh}》", $"\"{material.Name.En}\"");
    }

    public LocalText Label(Operand operand) => operand switch
    {
        FormValue form => FindField(form)?.Label ?? new(form.Field, form.Field),
        PaperValue paper => PaperField(paper),
        ApplicantValue applicant => Label(applicant.Fact),
        TodayValue => new("今天", "today"),
        Literal => new("规定值", "the rule's value"),
        BirthDateIn birth => new($"{Label(birth.IdNumber).Zh}中的出生日期", $"birth date in {Label(birth.IdNumber).En}"),
        Shifted shifted => Label(shifted),
        _ => throw new UnreachableException(),
    };

    public static ValueOrigin Origin(Operand operand) => operand switch
    {
        FormValue => ValueOrigin.Form,
        PaperValue => ValueOrigin.Paper,
        ApplicantValue => ValueOrigin.Identity,
        TodayValue => ValueOrigin.Calendar,
        Literal => ValueOrigin.Rule,
        BirthDateIn birth => Origin(birth.IdNumber),
        Shifted shifted => Origin(shifted.Date),
        _ => throw new UnreachableException(),
    };

    public ComparedValue Compared(Operand operand, string? value) => new(Label(operand), Shown(operand, value), Origin(operand));

    /// <summary>The value as a person may see it: options by their label, numbers of persons masked.</summary>
    private string? Shown(Operand operand, string? value)
    {
        if (value is null) return null;
        if (operand is ApplicantValue { Fact: ApplicantFact.IdNumber }) return FactValues.Mask(value);
        if (value == InputField.LongTerm) return "长期 (long-term)";
        return FindField(operand) switch
        {
            { Type: FieldType.Identifier } => FactValues.Mask(value),
            { Type: FieldType.Choice } field => field.Options.FirstOrDefault(o => o.Value == value)?.Label.Zh ?? value,
            _ => value,
        };
    }

    /// <summary>True where the words "earlier" and "later" fit better than "smaller" and "greater".</summary>
    public bool IsDate(Operand operand) => operand switch
    {
        TodayValue or Shifted or BirthDateIn => true,
        ApplicantValue applicant => applicant.Fact == ApplicantFact.BirthDate,
        Literal literal => FactValues.AsDate(literal.Value) is not null,
        _ => FindField(operand)?.Type == FieldType.Date,
    };

    private LocalText PaperField(PaperValue paper)
    {
        var name = Paper(paper.Slot);
        var label = FindField(paper)?.Label ?? new(paper.Field, paper.Field);
        return new($"{name.Zh}的{label.Zh}", $"{label.En} on {name.En}");
    }

    private LocalText Label(Shifted shifted)
    {
        var date = Label(shifted.Date);
        if (shifted.Amount == 0) return date;
        var amount = Math.Abs(shifted.Amount);
        var (zh, en) = shifted.Unit switch
        {
            ShiftUnit.Day => ("天", "day"),
            ShiftUnit.WorkingDay => ("个工作日", "working day"),
            ShiftUnit.Month => ("个月", "month"),
            _ => ("年", "year"),
        };
        var plural = amount == 1 ? en : en + "s";
        return shifted.Amount > 0
            ? new($"{date.Zh}之后{amount}{zh}", $"{amount} {plural} after {date.En}")
            : new($"{date.Zh}之前{amount}{zh}", $"{amount} {plural} before {date.En}");
    }

    private static LocalText Label(ApplicantFact fact) => fact switch
    {
        ApplicantFact.Name => new("申请人姓名", "the applicant's name"),
        ApplicantFact.IdNumber => new("申请人身份号码", "the applicant's identity number"),
        ApplicantFact.BirthDate => new("申请人出生日期", "the applicant's birth date"),
        ApplicantFact.Sex => new("申请人性别", "the applicant's sex"),
        ApplicantFact.GuardianName => new("监护人姓名", "the guardian's name"),
        _ => throw new UnreachableException(),
    };
}
