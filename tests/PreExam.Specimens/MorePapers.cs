namespace PreExam.Specimens;

/// <summary>The papers of the other matters: cards, certificates with frames, dense print, forms.</summary>
public static partial class Papers
{
    public static Sheet BankCard(Persona person, int dots = CardDots)
    {
        var card = new Sheet(85.6, 53.98, dots, new Ink(38, 74, 128));
        for (var wave = 0; wave < 54; wave += 4) card.Line(0, wave, 85.6, wave, 0.4, new Ink(44, 84, 142));
        card.Watermark(Mark, 4.2, 0.3);
        card.Write(6, 6, 4.6, "样本银行", White, bold: true);
        card.Area(10, 18, 12, 9, new Ink(206, 178, 110));
        card.Write(8, 31, 4.6, "6200 0000 0000 0000 000", White, bold: true);
        card.Write(8, 43, 3, person.Name, White);
        return card;
    }

    public static Sheet DisabilityCard(Persona person, int dots = CardDots)
    {
        var card = new Sheet(85.6, 53.98, dots, new Ink(236, 226, 214));
        card.Area(0, 0, 85.6, 11, new Ink(178, 60, 54));
        card.Write(14, 3, 5, "残疾人证（样本）", White, bold: true);
        card.Watermark(Mark, 4.2, 0.22);
        Field(card, 6, 16, "姓 名", person.Name, 3.4);
        Field(card, 6, 23, "类 别", "肢体", 3.2);
        Field(card, 6, 30, "等 级", "二级", 3.2);
        Field(card, 6, 40, "证 号", person.IdNumber + "42", 3.8);
        card.Area(62, 15, 18, 22, new Ink(206, 212, 218));
        return card;
    }

    public static Sheet ResidencePermit(Persona person, int dots = CardDots)
    {
        var card = new Sheet(85.6, 53.98, dots, new Ink(218, 232, 226));
        card.Watermark(Mark, 4.2, 0.22);
        card.Write(8, 4, 4.4, "居 住 证（样本）", Ink.Green, bold: true);
        Field(card, 6, 14, "姓 名", person.Name, 3.4);
        Field(card, 6, 22, "出 生", $"{person.Born:yyyy.MM.dd}", 3.2);
        Field(card, 6, 44, "证件号码", person.IdNumber, 3.8, 16);
        card.Area(60, 10, 20, 26, new Ink(200, 208, 214));
        return card;
    }

    public static Sheet HouseholdPage(Persona person, int dots = SheetDots)
    {
        var page = new Sheet(143, 105, dots, new Ink(246, 240, 226));
        page.Watermark(Mark, 8, 0.1);
        page.WriteCentred(6, 5, "常住人口登记卡（样本）", serif: true, bold: true);
        (string, string)[] rows = [("姓 名", person.Name), ("户主或与户主关系", "户主"), ("出生日期", $"{person.Born:yyyy年MM月dd日}"), ("公民身份号码", person.IdNumber), ("服务处所", "样本县样本镇"), ("何时迁来", "2001年5月6日")];
        for (var row = 0; row < rows.Length; row++)
        {
            page.Frame(8, 18 + (row * 11), 127, 11, 0.2, Ink.Grey);
            page.Line(48, 18 + (row * 11), 48, 29 + (row * 11), 0.2, Ink.Grey);
            page.Write(11, 21.5 + (row * 11), 3.4, rows[row].Item1, serif: true);
            page.Write(52, 21.5 + (row * 11), 3.6, rows[row].Item2);
        }

        page.Seal(118, 84, 12, "户口专用（演示）");
        return page;
    }

    public static Sheet BusinessLicence(Persona person, int dots = SheetDots)
    {
        var page = new Sheet(297, 210, dots, new Ink(250, 246, 232));
        page.Frame(9, 9, 279, 192, 1.6, new Ink(178, 140, 62));
        page.Frame(13, 13, 271, 184, 0.5, new Ink(178, 140, 62));
        page.Watermark(Mark, 11, 0.1);
        page.WriteCentred(28, 16, "营 业 执 照", serif: true, bold: true);
        page.WriteCentred(52, 5, "（副本）样本", serif: true);
        (string, string)[] rows = [("名 称", $"样本县{person.Name}商贸有限公司"), ("类 型", "有限责任公司"), ("法定代表人", person.Name), ("经营范围", "日用百货销售；预包装食品销售"), ("住 所", person.Address), ("注册资本", "壹拾万元整")];
        for (var row = 0; row < rows.Length; row++)
        {
            page.Write(28, 72 + (row * 15), 5, rows[row].Item1, serif: true);
            page.Write(66, 72 + (row * 15), 5, rows[row].Item2, serif: true, wrapAt: 150);
        }

        page.Seal(236, 160, 20, "样本县登记机关（演示）");
        return page;
    }

    public static Sheet Diploma(Persona person, int dots = SheetDots)
    {
        var page = new Sheet(260, 185, dots, new Ink(252, 248, 240));
        page.Frame(14, 14, 232, 157, 1, new Ink(168, 40, 44));
        page.Watermark(Mark, 11, 0.1);
        page.WriteCentred(30, 13, "毕 业 证 书", new Ink(168, 40, 44), serif: true, bold: true);
        page.Write(34, 66, 5.5, $"学生{person.Name}，性别{person.Sex}，{person.Born:yyyy年M月d日}生，于二〇一二年九月至二〇一六年六月在本校样本专业学习，修完教学计划规定的全部课程，成绩合格，准予毕业。", serif: true, wrapAt: 192, spacing: 1.7);
        page.Area(34, 112, 30, 42, new Ink(196, 208, 220));
        page.Seal(198, 136, 20, "样本学院（演示）");
        return page;
    }

    public static Sheet BirthCertificate(Persona child, Persona mother, int dots = SheetDots)
    {
        var page = new Sheet(210, 145, dots, new Ink(232, 244, 236));
        page.Frame(6, 6, 198, 133, 0.8, Ink.Green);
        page.Watermark(Mark, 9, 0.1);
        page.WriteCentred(14, 8, "出生医学证明（样本）", Ink.Green, serif: true, bold: true);
        page.Write(18, 40, 4.4, $"新生儿姓名：{child.Name}    性别：{child.Sex}    出生时间：{child.Born:yyyy年M月d日} 8时20分", serif: true);
        page.Write(18, 56, 4.4, $"母亲姓名：{mother.Name}    身份证号：{mother.IdNumber}", serif: true);
        page.Write(18, 72, 4.4, "出生孕周：39周    体重：3200克    身长：50厘米", serif: true);
        page.Write(18, 116, 4.4, "出生证编号：Z000000000", serif: true);
        page.Seal(170, 108, 16, "出生医学证明章（演示）");
        return page;
    }

    public static Sheet Statement(string title, Persona person, int dots, bool stamped)
    {
        var page = Blank(title, dots);
        Clauses(page, 52,
        [
            $"兹有{person.Name}（身份证号：{person.IdNumber}），住{person.Address}，所述情况属实，特此说明。",
            "上述内容真实、准确、完整，复印件与原件一致，如有不实，愿意承担由此产生的法律责任。",
            "本说明仅供演示使用，一式两份。",
        ]);
        if (stamped) page.Seal(150, 160, 20, "样本单位（演示）");
        Signed(page, "签字", person.Name, 182);
        return page;
    }

    public static Sheet Articles(Persona person, int dots)
    {
        var page = Blank("公 司 章 程", dots);
        const string text = "第{0}条 公司依照《中华人民共和国公司法》及有关规定，由股东共同出资设立，制定本章程；公司从事的经营活动应当遵守法律、法规，诚实守信，接受政府和社会公众的监督，承担社会责任。";
        for (var clause = 0; clause < 11; clause++)
            page.Write(18, 44 + (clause * 20.5), 3.9, string.Format(System.Globalization.CultureInfo.InvariantCulture, text, clause + 1), serif: true, wrapAt: 174, spacing: 1.5);
        page.Write(120, 276, 4, $"股东签字：{person.Name}", serif: true);
        return page;
    }

    public static Sheet SubsidyForm(Persona person, int dots)
    {
        var form = Blank("残疾人两项补贴申请审批表", dots);
        Table(form, 44, 17,
        [
            ("申请人", person.Name), ("身份证号", person.IdNumber), ("残疾类别", "☑ 肢体   ☐ 视力   ☐ 听力"), ("残疾等级", "二级"), ("家庭住址", person.Address),
            ("申请项目", "☑ 生活补贴   ☑ 护理补贴"), ("开户银行", "样本银行"), ("银行账号", "6200 0000 0000 0000 000"), ("村（社区）意见", "情况属实"), ("乡镇意见", ""), ("县残联意见", ""), ("县民政局意见", ""),
        ]);
        form.Seal(150, 190, 17, "样本村（演示）");
        Signed(form, "申请人签字", person.Name, 262);
        return form;
    }

    public static Sheet OwnerForm(Persona person, int dots)
    {
        var form = Blank("受益所有人信息表", dots);
        Table(form, 50, 13, [("公司名称", $"样本县{person.Name}商贸有限公司"), ("受益所有人", person.Name), ("证件号码", person.IdNumber), ("持股比例", "60%"), ("联系地址", person.Address), ("生效日期", "2026年3月2日")]);
        Signed(form, "填报人签字", person.Name, 160);
        return form;
    }
}
