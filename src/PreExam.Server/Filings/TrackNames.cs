using PreExam.Domain.Filings;
using PreExam.Domain.Matters;

namespace PreExam.Server.Filings;

/// <summary>Names of certificates, departments and states as people read them.</summary>
internal static class TrackNames
{
    private static readonly Dictionary<string, (LocalText Name, string Department)> ByCode = new()
    {
        [OpenFilingConsumer.LicenceTrack] = (new("营业执照", "Business licence"), "市场监督管理局"),
        ["SEAL"] = (new("公章刻制", "Company seals"), "公安局"),
        ["TAX"] = (new("税务信息确认", "Tax registration"), "税务局"),
        ["SOCIAL_INSURANCE"] = (new("社会保险登记", "Social insurance"), "人力资源和社会保障局"),
        ["MEDICAL_INSURANCE"] = (new("医疗保险登记", "Medical insurance"), "医疗保障局"),
        ["HOUSING_FUND"] = (new("住房公积金开户", "Housing fund"), "住房公积金中心"),
        ["BANK_ACCOUNT"] = (new("银行开户预约", "Bank account"), "银行"),
        ["STATISTICS"] = (new("统计信息共享", "Statistics"), "统计局"),
        ["CUSTOMS"] = (new("海关备案", "Customs filing"), "海关"),
    };

    private static readonly Dictionary<string, int> Places = ByCode.Keys.Index().ToDictionary(entry => entry.Item, entry => entry.Index);

    public static LocalText NameOf(string code) => ByCode.TryGetValue(code, out var found) ? found.Name : new(code, code);

    public static string DepartmentOf(string code) => ByCode.TryGetValue(code, out var found) ? found.Department : "";

    /// <summary>Where a certificate stands in a list: the licence first, then as above.</summary>
    public static int PlaceOf(string code) => Places.GetValueOrDefault(code, int.MaxValue);

    public static LocalText TextOf(FilingStatus? status) => status switch
    {
        null => new("已移交，等待收件", "Handed over, waiting for receipt"),
        FilingStatus.Received => new("已收件", "Received"),
        FilingStatus.Accepted => new("已受理", "Accepted"),
        FilingStatus.ToleranceAccepted => new("容缺受理", "Accepted, some papers to follow"),
        FilingStatus.CorrectionAsked => new("待补正", "Correction asked"),
        FilingStatus.NotAccepted => new("不予受理", "Not accepted"),
        FilingStatus.DeemedAccepted => new("视为受理", "Deemed accepted"),
        FilingStatus.Examining => new("审查中", "Under examination"),
        FilingStatus.Suspended => new("特别程序，暂停计时", "Suspended by a special procedure"),
        FilingStatus.Granted => new("准予", "Granted"),
        FilingStatus.Refused => new("不予许可", "Refused"),
        FilingStatus.Delivered => new("已送达", "Delivered"),
        FilingStatus.Completed => new("已办结", "Completed"),
        FilingStatus.Archived => new("已归档", "Archived"),
        FilingStatus.RevokedAcceptance => new("撤销受理", "Acceptance revoked"),
        FilingStatus.Withdrawn => new("已撤回", "Withdrawn"),
        _ => new("异常终止", "Terminated"),
    };
}
