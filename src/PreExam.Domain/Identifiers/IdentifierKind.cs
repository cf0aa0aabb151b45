namespace PreExam.Domain.Identifiers;

/// <summary>The kinds of numbers that a form field or a check can ask for.</summary>
public enum IdentifierKind
{
    /// <summary>公民身份号码, 18 characters (GB 11643-1999).</summary>
    ResidentId,

    /// <summary>15 位旧身份证号: only to match old records.</summary>
    LegacyResidentId,

    /// <summary>外国人永久居留身份证, the 18-digit card of 2023.</summary>
    ForeignPermanentResident,

    /// <summary>外国人永久居留身份证, the 15-character card of 2017.</summary>
    LegacyForeignPermanentResident,

    /// <summary>港澳台居民居住证.</summary>
    HmtResidencePermit,

    /// <summary>港澳居民来往内地通行证, 台湾居民来往大陆通行证.</summary>
    HmtTravelPermit,

    /// <summary>统一社会信用代码 (GB 32100-2015).</summary>
    UnifiedSocialCreditCode,

    /// <summary>组织机构代码 (GB 11714-1997).</summary>
    OrganisationCode,

    /// <summary>工商注册号, 15 digits (GS 15-2006).</summary>
    BusinessRegistrationNumber,

    /// <summary>手机号码 of mainland China.</summary>
    MobileNumber,

    /// <summary>中国护照号码.</summary>
    ChinesePassport,

    /// <summary>银行卡号.</summary>
    BankCard,

    /// <summary>机动车号牌 (GA 36).</summary>
    VehiclePlate,
}
