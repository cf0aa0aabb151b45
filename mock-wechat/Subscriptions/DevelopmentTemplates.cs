using MockWeChat.Platform;

namespace MockWeChat.Subscriptions;

/// <summary>The templates of the development account. Titles differ: of several with one title a phone shows one only.</summary>
internal static class DevelopmentTemplates
{
    public static readonly List<TemplateOptions> All =
    [
        new()
        {
            Id = "DevTemplate_PreExaminationResult_0000000001",
            Title = "预审结果通知",
            Content = "事项名称:{{thing1.DATA}}\n办件编号:{{character_string2.DATA}}\n预审结果:{{phrase3.DATA}}\n完成时间:{{time4.DATA}}\n温馨提示:{{thing5.DATA}}",
            Example = "事项名称:个体工商户设立登记\n办件编号:PE-261123-000017-7\n预审结果:预审通过\n完成时间:2026年11月23日 15:01\n温馨提示:可网上移交或凭码到窗口",
        },
        new()
        {
            Id = "DevTemplate_CorrectionNeeded_00000000000002",
            Title = "材料补正通知",
            Content = "事项名称:{{thing1.DATA}}\n办件编号:{{character_string2.DATA}}\n需补正份数:{{number3.DATA}}\n补正原因:{{thing4.DATA}}\n截止日期:{{date5.DATA}}",
            Example = "事项名称:食品经营许可\n办件编号:PE-261123-000018-3\n需补正份数:2\n补正原因:租赁合同缺页，请重拍第2页\n截止日期:2026年11月30日",
        },
        new()
        {
            Id = "DevTemplate_DeadlineReminder_00000000000003",
            Title = "办理期限提醒",
            Content = "事项名称:{{thing1.DATA}}\n办件编号:{{character_string2.DATA}}\n截止日期:{{date3.DATA}}\n提醒:{{thing4.DATA}}",
            Example = "事项名称:食品经营许可\n办件编号:PE-261123-000018-3\n截止日期:2026-11-30\n提醒:还剩2天，逾期自动失效",
        },
        new()
        {
            Id = "DevTemplate_CertificateProgress_00000000004",
            Title = "证照进度通知",
            Content = "证照名称:{{thing1.DATA}}\n当前状态:{{phrase2.DATA}}\n办理部门:{{thing3.DATA}}\n更新时间:{{time4.DATA}}",
            Example = "证照名称:营业执照\n当前状态:制证中\n办理部门:市场监督管理局\n更新时间:2026年11月25日 09:30",
        },
    ];
}
