using PreExam.Domain.Identifiers;
using PreExam.Domain.Matters;

namespace PreExam.Domain.Checks;

/// <summary>What numbers with an official form are called.</summary>
internal static class Names
{
    public static LocalText Of(IdentifierKind kind) => kind switch
    {
        IdentifierKind.ResidentId => new("公民身份号码", "resident identity number"),
        IdentifierKind.LegacyResidentId => new("15 位旧身份证号", "15-digit resident identity number"),
        IdentifierKind.ForeignPermanentResident => new("外国人永久居留身份证号", "foreign permanent resident's number"),
        IdentifierKind.LegacyForeignPermanentResident => new("外国人永久居留证号（旧）", "foreign permanent resident's number of the old card"),
        IdentifierKind.HmtResidencePermit => new("港澳台居民居住证号", "residence permit number for Hong Kong, Macau and Taiwan residents"),
        IdentifierKind.HmtTravelPermit => new("港澳台居民通行证号", "travel permit number for Hong Kong, Macau and Taiwan residents"),
        IdentifierKind.UnifiedSocialCreditCode => new("统一社会信用代码", "unified social credit code"),
        IdentifierKind.OrganisationCode => new("组织机构代码", "organisation code"),
        IdentifierKind.BusinessRegistrationNumber => new("工商注册号", "business registration number"),
        IdentifierKind.MobileNumber => new("手机号码", "mobile number"),
        IdentifierKind.ChinesePassport => new("护照号码", "passport number"),
        IdentifierKind.BankCard => new("银行卡号", "bank card number"),
        IdentifierKind.VehiclePlate => new("机动车号牌", "vehicle plate"),
        _ => new("号码", "number"),
    };

    public static LocalText Of(IdentifierError error) => error switch
    {
        IdentifierError.BadFormat => new("位数或字符不对", "its length or a character is wrong"),
        IdentifierError.BadDate => new("其中的出生日期不存在或在今天之后", "the birth date in it does not exist or lies ahead"),
        IdentifierError.BadChecksum => new("校验位不符，多半是输错了一位", "its check character does not fit: most often one slip of the finger"),
        IdentifierError.BadRegion => new("前两位不是省级代码", "its first two digits name no province"),
        _ => new("其中一段不存在", "one part of it does not exist"),
    };
}
