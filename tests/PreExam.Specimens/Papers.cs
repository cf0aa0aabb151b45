namespace PreExam.Specimens;

/// <summary>The papers of one case: an individual business in rented premises. Each is marked as a specimen.</summary>
public static partial class Papers
{
    private const string Mark = "样本 SPECIMEN";
    private const int CardDots = 500, SheetDots = 200;
    private static readonly Ink White = new(250, 249, 246), CardFront = new(226, 236, 240), CardBack = new(232, 238, 236);

    public static Sheet IdCardFront(Persona person, int dots = CardDots)
    {
        var card = new Sheet(85.6, 54, dots, CardFront);
        for (var wave = 0; wave < 54; wave += 3) card.Line(0, wave, 85.6, wave, 0.12, new Ink(205, 222, 230));
        card.Watermark(Mark, 4.2, 0.22);
        Field(card, 5.5, 6.5, "姓 名", person.Name, 3.6);
        Field(card, 5.5, 13.5, "性 别", person.Sex, 3.2);
        Field(card, 27, 13.5, "民 族", "汉", 3.2);
        Field(card, 5.5, 20, "出 生", $"{person.Born.Year} 年 {person.Born.Month} 月 {person.Born.Day} 日", 3.1);
        card.Write(5.5, 26.8, 2.5, "住 址", Ink.Blue);
        card.Write(16, 26.5, 3.1, person.Address, wrapAt: 37, spacing: 1.5);
        card.Write(5.5, 44.5, 2.5, "公民身份号码", Ink.Blue);
        card.Write(27, 44, 4.1, person.IdNumber, bold: true);
        card.Area(60, 8, 20, 27, new Ink(214, 220, 224));
        card.Ellipse(70, 19, 4.6, 6, new Ink(150, 158, 164));
        card.Ellipse(70, 36, 8.4, 10, new Ink(150, 158, 164), untilY: 35);
        return card;
    }

    public static Sheet IdCardBack(int dots = CardDots)
    {
        var card = new Sheet(85.6, 54, dots, CardBack);
        for (var wave = 0; wave < 54; wave += 3) card.Line(0, wave, 85.6, wave, 0.12, new Ink(214, 226, 222));
        card.Watermark(Mark, 4.2, 0.22);
        card.Seal(16, 15, 9, "样本");
        card.Write(30, 8, 5, "样 本 卡 片", bold: true);
        card.Write(30, 17, 5.4, "仅 供 演 示", bold: true);
        Field(card, 14, 36, "签发机关", "样本县公安局（演示）", 3.1, 20);
        Field(card, 14, 43.5, "有效期限", "2021.03.07-2041.03.07", 3.1, 20);
        return card;
    }

    public static Sheet ApplicationForm(Persona person, int dots = SheetDots)
    {
        var form = Blank("个体工商户登记（备案）申请书", dots);
        (string Label, string Value)[] rows =
        [
            ("名 称", $"样本县{person.Name}小吃店（个体工商户）"), ("经 营 者", person.Name), ("身份证件号码", person.IdNumber),
            ("联系电话", "13800000000"), ("组成形式", "☑ 个人经营   ☐ 家庭经营"), ("经营场所", person.Address),
            ("房屋性质", "☐ 自有   ☑ 租赁   ☐ 住宅"), ("从业人数", "3 人"), ("资金数额", "5 万元"), ("经营范围", "小餐饮店（三小行业）；食品销售（仅销售预包装食品）"),
        ];
        Table(form, 46, 14.5, rows);
        form.Write(20, 200, 4, "本人依照《促进个体工商户发展条例》申请登记，提交的材料真实有效，如有不实，愿承担相应责任。", serif: true, wrapAt: 170, spacing: 1.6);
        Signed(form, "经营者签字", person.Name, 235);
        return form;
    }

    public static Sheet LeaseFirstPage(Persona landlord, Persona tenant, int dots = SheetDots)
    {
        var page = Blank("房 屋 租 赁 合 同", dots);
        page.Write(20, 48, 4.2, $"出租方（甲方）：{landlord.Name}    身份证号：{landlord.IdNumber}", serif: true);
        page.Write(20, 57, 4.2, $"承租方（乙方）：{tenant.Name}    身份证号：{tenant.IdNumber}", serif: true);
        Clauses(page, 70,
        [
            "第一条 甲方将位于样本县样本镇示例路12号底层、建筑面积 46.80 平方米的房屋出租给乙方用于经营小餐饮。",
            "第二条 租赁期限自 2026 年 3 月 1 日起至 2029 年 2 月 28 日止，共三年。",
            "第三条 月租金为人民币 2,600 元（大写：贰仟陆佰元整），按季度支付，先付后用。",
            "第四条 乙方向甲方支付押金人民币 5,200 元，租赁期满结清费用后无息退还。",
            "第五条 甲方保证该房屋权属清楚，可以用于约定的用途，并协助乙方办理登记所需的手续。",
            "第六条 租赁期间房屋主体结构的维修由甲方负责，水、电、燃气及日常维护费用由乙方承担。",
        ]);
        page.WriteCentred(280, 3.4, "第 1 页  共 2 页", Ink.Grey);
        return page;
    }

    public static Sheet LeaseLastPage(Persona landlord, Persona tenant, int dots = SheetDots)
    {
        var page = Blank("房屋租赁合同（续）", dots);
        Clauses(page, 48,
        [
            "第七条 未经甲方书面同意，乙方不得转租，不得改变房屋结构和约定的用途。",
            "第八条 一方提前解除合同的，应当提前三十日书面通知对方，并支付一个月租金作为违约金。",
            "第九条 因不可抗力不能履行合同的，双方互不承担责任。",
            "第十条 本合同一式两份，甲乙双方各执一份，自双方签字之日起生效。",
        ]);
        page.Write(24, 170, 4.4, $"甲方（签字）：{landlord.Name}", serif: true);
        page.Write(112, 170, 4.4, $"乙方（签字）：{tenant.Name}", serif: true);
        page.Write(24, 184, 4.4, "日期：2026 年 2 月 20 日", serif: true);
        page.Write(112, 184, 4.4, "日期：2026 年 2 月 20 日", serif: true);
        page.WriteCentred(280, 3.4, "第 2 页  共 2 页", Ink.Grey);
        return page;
    }

    public static Sheet PropertyCertificate(Persona owner, int dots = SheetDots)
    {
        var page = Blank("不 动 产 权 证 书", dots);
        page.WriteCentred(44, 4, "样（2019）样本县不动产权第 0000123 号", Ink.Grey, serif: true);
        Table(page, 58, 15,
        [
            ("权 利 人", owner.Name), ("共有情况", "单独所有"), ("坐 落", "样本县样本镇示例路12号"), ("不动产单元号", "331199 000000 GB00000 F00000000"),
            ("权利类型", "国有建设用地使用权/房屋所有权"), ("权利性质", "出让/市场化商品房"), ("用 途", "商服用地/商业"), ("面 积", "共有宗地面积 1200.00㎡/房屋建筑面积 46.80㎡"),
            ("使用期限", "2059年06月30日止"), ("权利其他状况", "专有建筑面积 40.10㎡，分摊建筑面积 6.70㎡"),
        ]);
        page.Seal(150, 240, 20, "样本县登记专用（演示）");
        return page;
    }

    public static Sheet PowerOfAttorney(Persona principal, Persona agent, int dots = SheetDots)
    {
        var page = Blank("授 权 委 托 书", dots);
        Clauses(page, 52,
        [
            $"委托人：{principal.Name}，身份证号：{principal.IdNumber}。",
            $"受托人：{agent.Name}，身份证号：{agent.IdNumber}。",
            "委托事项：代为办理个体工商户设立登记，提交、补正材料，领取登记文书。",
            "委托权限：☑ 核对登记材料中的复印件并签署核对意见；☑ 修改企业自备文件的错误；☑ 领取营业执照和有关文书。",
            "委托期限：自 2026 年 3 月 1 日至 2029 年 2 月 28 日。",
        ]);
        Signed(page, "委托人签字", principal.Name, 190);
        Signed(page, "受托人签字", agent.Name, 205);
        return page;
    }

    public static Sheet NameNotice(Persona person, int dots = SheetDots)
    {
        var page = Blank("名称自主申报告知书", dots);
        page.Write(20, 50, 4.4, $"{person.Name}：", serif: true);
        Clauses(page, 62,
        [
            $"你申报的名称“样本县{person.Name}小吃店（个体工商户）”符合名称登记的有关规定，现予以保留。",
            "该名称保留期至 2029 年 2 月 28 日。保留期届满前未办理设立登记的，名称自动失效。",
            "保留期内，不得使用该名称从事经营活动，不得转让。",
        ]);
        page.Seal(150, 180, 20, "样本县名称登记（演示）");
        return page;
    }

    public static Sheet FoodSafetyCommitment(Persona person, int dots = SheetDots)
    {
        var page = Blank("小餐饮店食品安全承诺书", dots);
        Clauses(page, 50,
        [
            "一、严格遵守食品安全法律法规，依法取得登记证后方从事经营活动。",
            "二、从业人员持有效的健康证明上岗，保持个人卫生。",
            "三、进货查验并保存凭证，不采购、不使用来源不明或者超过保质期的食品及原料。",
            "四、餐具、饮具使用前洗净、消毒，生熟分开，防止交叉污染。",
            "五、不超出登记的经营范围，不制售禁止经营的食品品种。",
            "六、自觉接受监督检查，违反承诺的，愿依法承担责任。",
        ]);
        Signed(page, "承诺人签字", person.Name, 220);
        return page;
    }

    public static Sheet Portrait(int dots = 900)
    {
        var photo = new Sheet(35, 49, dots, new Ink(196, 214, 232));
        photo.Ellipse(17.5, 48, 14, 14, new Ink(66, 78, 96));
        photo.Area(14.5, 29, 6, 8, new Ink(214, 184, 160));
        photo.Ellipse(17.5, 22, 7.2, 9.6, new Ink(224, 194, 170));
        photo.Ellipse(17.5, 15.5, 7.6, 5.4, new Ink(46, 42, 44));
        photo.Ellipse(14.6, 21.5, 0.8, 0.5, Ink.Black);
        photo.Ellipse(20.4, 21.5, 0.8, 0.5, Ink.Black);
        photo.Ellipse(17.5, 27.4, 2.2, 0.4, new Ink(170, 96, 92));
        photo.Watermark(Mark, 2.6, 0.3);
        return photo;
    }

    private static Sheet Blank(string title, int dots)
    {
        var page = new Sheet(210, 297, dots, White);
        page.Watermark(Mark, 11, 0.1);
        page.WriteCentred(24, 8, title, serif: true, bold: true);
        return page;
    }

    private static void Field(Sheet card, double x, double y, string label, string value, double size, double gap = 10.5)
    {
        card.Write(x, y + 0.3, 2.5, label, Ink.Blue);
        card.Write(x + gap, y, size, value);
    }

    private static void Table(Sheet page, double top, double rowHeight, (string Label, string Value)[] rows)
    {
        for (var row = 0; row < rows.Length; row++)
        {
            var y = top + (row * rowHeight);
            page.Frame(20, y, 170, rowHeight);
            page.Line(62, y, 62, y + rowHeight);
            page.Write(24, y + ((rowHeight - 4.2) / 2), 4.2, rows[row].Label, serif: true);
            page.Write(66, y + ((rowHeight - 4.2) / 2), 4.2, rows[row].Value, wrapAt: 122);
        }
    }

    private static void Clauses(Sheet page, double top, string[] clauses)
    {
        for (var clause = 0; clause < clauses.Length; clause++)
            page.Write(20, top + (clause * 22), 4.4, clauses[clause], serif: true, wrapAt: 170, spacing: 1.7);
    }

    private static void Signed(Sheet page, string label, string name, double y)
    {
        page.Write(88, y, 4.4, $"{label}：", serif: true);
        page.Write(122, y - 2, 7, name, Ink.Blue, serif: true);
        page.Write(150, y, 4.4, "2026 年 3 月 2 日", serif: true);
    }
}
