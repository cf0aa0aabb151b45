namespace PreExam.Specimens;

/// <summary>Every kind of paper that the catalogue asks for, and a few that people send instead.</summary>
public static class PaperKinds
{
    private static readonly Dictionary<string, Func<Persona, Persona, int, Sheet>> Drawn = new()
    {
        ["ID_CARD"] = (person, _, dots) => Papers.IdCardFront(person, dots),
        ["ID_CARD_BACK"] = (_, _, dots) => Papers.IdCardBack(dots),
        ["BANK_CARD"] = (person, _, dots) => Papers.BankCard(person, dots),
        ["DISABILITY_CERT"] = (person, _, dots) => Papers.DisabilityCard(person, dots),
        ["RESIDENCE_PERMIT"] = (person, _, dots) => Papers.ResidencePermit(person, dots),
        ["PORTRAIT"] = (_, _, dots) => Papers.Portrait(dots),
        ["HOUSEHOLD_BOOK"] = (person, _, dots) => Papers.HouseholdPage(person, dots),
        ["LEGAL_SHAREHOLDER"] = (person, _, dots) => Papers.BusinessLicence(person, dots),
        ["DIPLOMA"] = (person, _, dots) => Papers.Diploma(person, dots),
        ["GUARDIAN_PROOF"] = (person, other, dots) => Papers.BirthCertificate(person, other, dots),
        ["LOW_INCOME_PROOF"] = (person, _, dots) => Papers.Statement("最低生活保障家庭证明", person, dots, stamped: true),
        ["CARE_PROOF"] = (person, _, dots) => Papers.Statement("护理情况说明", person, dots, stamped: true),
        ["ECOM_PREMISES"] = (person, _, dots) => Papers.Statement("网络经营场所证明", person, dots, stamped: true),
        ["HMT_FOREIGN_SUBJECT"] = (person, _, dots) => Papers.Statement("公 证 书", person, dots, stamped: true),
        ["PRE_APPROVAL"] = (person, _, dots) => Papers.Statement("行政许可决定书", person, dots, stamped: true),
        ["APPOINTMENT"] = (person, _, dots) => Papers.Statement("任 职 文 件", person, dots, stamped: false),
        ["PREMISES_DECLARATION"] = (person, _, dots) => Papers.Statement("住所（经营场所）申报承诺书", person, dots, stamped: false),
        ["RESIDENTIAL_CONSENT"] = (person, _, dots) => Papers.Statement("有利害关系的业主同意书", person, dots, stamped: false),
        ["ARTICLES"] = (person, _, dots) => Papers.Articles(person, dots),
        ["DISABILITY_FORM"] = (person, _, dots) => Papers.SubsidyForm(person, dots),
        ["BENEFICIAL_OWNER"] = (person, _, dots) => Papers.OwnerForm(person, dots),
        ["REG_APPLICATION"] = (person, _, dots) => Papers.ApplicationForm(person, dots),
        ["PREMISES_LEASE"] = (person, other, dots) => Papers.LeaseFirstPage(other, person, dots),
        ["PREMISES_LEASE_END"] = (person, other, dots) => Papers.LeaseLastPage(other, person, dots),
        ["PREMISES_TITLE"] = (person, _, dots) => Papers.PropertyCertificate(person, dots),
        ["POWER_OF_ATTORNEY"] = (person, other, dots) => Papers.PowerOfAttorney(person, other, dots),
        ["NAME_NOTICE"] = (person, _, dots) => Papers.NameNotice(person, dots),
        ["FOOD_SAFETY_COMMITMENT"] = (person, _, dots) => Papers.FoodSafetyCommitment(person, dots),
    };

    /// <summary>The codes, in an order that never changes: a seed picks by it.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Drawn.Keys];

    /// <summary>The size of a kind, in millimetres, and the radius of its corners.</summary>
    public static (double Width, double Height, double CornerRadius) SizeOf(string kind) => kind switch
    {
        "ID_CARD" or "ID_CARD_BACK" or "BANK_CARD" or "DISABILITY_CERT" or "RESIDENCE_PERMIT" => (85.6, 53.98, 3.18), // ISO/IEC 7810 ID-1
        "PORTRAIT" => (35, 49, 0),
        "HOUSEHOLD_BOOK" => (143, 105, 0),
        "LEGAL_SHAREHOLDER" => (297, 210, 0),
        "DIPLOMA" => (260, 185, 0),
        "GUARDIAN_PROOF" => (210, 145, 0),
        _ => (210, 297, 0), // ISO 216 A4
    };

    /// <summary>Draws one paper; the same for the same state of <paramref name="random"/>.</summary>
    public static Paper Draw(string kind, Random random, int dotsPerInch)
    {
        var (person, other) = (Persona.Of(random), Persona.Of(random));
        var (width, height, radius) = SizeOf(kind);
        var fields = new Dictionary<string, string> { ["name"] = person.Name, ["idNumber"] = person.IdNumber, ["address"] = person.Address };
        return new Paper(kind.Replace("_BACK", "", StringComparison.Ordinal).Replace("_END", "", StringComparison.Ordinal), Drawn[kind](person, other, dotsPerInch), width, height, radius, fields);
    }
}
