using Microsoft.Playwright;
using PreExam.Testing;

namespace PreExam.Console.Tests.VirtualPhone;

public sealed class CitizensWayTests(Hosts hosts, Browser browser)
{
    private const string Name = "陈样本";

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_citizen_goes_the_whole_way_by_tapping_on_the_phone(Backend backend)
    {
        await using var host = await hosts.NewHost(
            backend, "Review:TakeBack=00:00:00.1", $"Integrations:Departments:{CaseWalk.Department}:Secret={DepartmentEvents.Secret}");
        var idNumber = ResidentNumbers.Next();
        host.IdentityService.Register(Name, idNumber);
        var staff = await host.NewStaff(CaseWalk.Department, "caseworker", "windowClerk");
        var window = await browser.Window(860, 940);
        var phone = new PhonePage(window);
        await using var screenshots = new Screenshots(window, $"phone-{backend}");

        // Signs in, agrees, proves phone and name.
        var openid = (string)(await host.WeChat.Post("_mock/users", new { nickname = Name }).Ok())["openid"]!;
        await window.GotoAsync(new Uri(host.WeChatAddress, $"/phone/{openid}").ToString());
        await phone.Tap("微信登录");
        await phone.Tap("我的", window.Locator("#tabs"));
        await phone.Unfold("个人信息处理说明");
        await screenshots.Take("consent");
        await phone.Tap("同意");
        await phone.Tap("授权手机号");
        await Assertions.Expect(phone.Level).ToHaveAttributeAsync("data-level", "phone");
        await phone.Type("me.name", Name);
        await phone.Type("me.idNumber", idNumber);
        await phone.Tap("实名认证");
        await Assertions.Expect(phone.Level).ToHaveAttributeAsync("data-level", "realName");
        await screenshots.Take("real-name");

        // Learns what is needed and begins.
        await phone.Tap("办事", window.Locator("#tabs"));
        await phone.Tap("个体工商户设立登记");
        foreach (var (question, option) in ((string, string)[])[("form", "person"), ("premises", "declare"), ("named", "no"), ("prior", "no"), ("operator", "mainland"), ("food", "no"), ("agent", "no")])
            await phone.Answer(question, option);
        await screenshots.Take("papers");
        await phone.Tap("开始预审");
        await phone.IsIn("draft");
        await FillIn(phone, host, idNumber);
        await screenshots.Take("form");

        // Sends a blurred picture, is told, takes it again. What is being typed meanwhile stays.
        await phone.Unfold("我无法提供", phone.Material("application"));
        await phone.Type("reason.application", "还在准备");
        await phone.Photograph("idCard.operator", "id-card-front-blurred.jpg");
        await Assertions.Expect(phone.Material("idCard.operator").Locator("[data-code='IMG_BLUR']")).ToBeVisibleAsync();
        await Assertions.Expect(window.Locator("[id='reason.application']")).ToHaveValueAsync("还在准备");
        await screenshots.Take("blurred");
        await phone.Photograph(phone.Pages("idCard.operator").First, "重拍这一页", "id-card-front.jpg");
        await Assertions.Expect(phone.Material("idCard.operator").Locator("[data-code='IMG_BLUR']")).ToHaveCountAsync(0);
        await phone.Photograph("idCard.operator", "id-card-back.jpg");
        await phone.Photograph("premisesDeclaration", "food-safety-commitment.jpg");
        await phone.PagesDone();
        await screenshots.Take("replaced");

        // A missing paper is told before it can be handed in.
        await Submit(phone);
        await Assertions.Expect(phone.Alert).ToContainTextAsync("提交");
        await Assertions.Expect(phone.Findings.And(window.Locator("[data-severity='blocker']"))).Not.ToHaveCountAsync(0);
        await screenshots.Take("refused");
        await phone.Photograph("application", "application-form.jpg");
        await phone.PagesDone();
        await ExplainWarnings(phone);
        await screenshots.Take("explained");
        await Submit(phone);
        await phone.IsIn("submitted");
        await phone.Tap("回执");
        await Assertions.Expect(phone.Dialog.Locator("code")).ToHaveCountAsync(4);
        await screenshots.Take("receipt");
        await phone.Tap("关闭");

        // Is asked for one correction, and corrects only that.
        var desk = await ClaimNext(staff);
        await desk.AcceptAll(except: "application");
        await desk.Verdict("application", new { outcome = "rejected", reasons = new[] { new { code = "SIG_MISSING", blanks = new { material = "申请书", page = "1", position = "申请人签字", person = "经营者" } } } });
        await desk.Feedback(new { result = "returned" });
        await phone.IsIn("returned");
        await Assertions.Expect(window.Locator("#feedback")).ToContainTextAsync("经营者签名");
        await Assertions.Expect(phone.Messages.First).ToContainTextAsync("需补正份数");
        await screenshots.Take("returned");
        await phone.Photograph(phone.Pages("application").First, "重拍这一页", "application-form.jpg");
        await phone.PagesDone();
        await ExplainWarnings(phone);
        await Submit(phone);
        await Assertions.Expect(phone.Case).ToHaveAttributeAsync("data-round", "2");

        // Passes, shows the counter pass, hands over, and sees the department's word.
        desk = await ClaimNext(staff);
        await desk.AcceptAll();
        await desk.Feedback(new { result = "passed" });
        await phone.IsIn("passed");
        await Assertions.Expect(phone.Messages.First).ToContainTextAsync("预审通过");
        await screenshots.Take("passed");
        await phone.Tap("到窗凭证");
        var code = await window.Locator("#pass-code").InnerTextAsync();
        var opened = await staff.Client.Post("staff/counter-passes/open", new { code }).Ok();
        Assert.Contains((string)opened["number"]!, await phone.Case.InnerTextAsync(), StringComparison.Ordinal);
        await screenshots.Take("counter-pass");
        await phone.Tap("关闭");
        await phone.Tap("网上移交");
        await phone.IsIn("handedOver");
        await Assertions.Expect(phone.Filing).ToBeVisibleAsync();
        var number = (await phone.Filing.Locator("p").First.InnerTextAsync()).Split(' ')[0];
        await DepartmentEvents.Tell(host, number, "accepted");
        await Assertions.Expect(phone.Filing).ToHaveAttributeAsync("data-status", "accepted");
        await Assertions.Expect(phone.Messages.First).ToContainTextAsync("已受理");
        await screenshots.Take("accepted");

        // Everything that was told is in the app, too.
        await phone.Tap("消息", window.Locator("#tabs"));
        foreach (var kind in (string[])["caseSubmitted", "feedbackGiven", "caseHandedOver", "filingMoved"])
            await Assertions.Expect(phone.Notices.And(window.Locator($"[data-kind='{kind}']")).First).ToBeVisibleAsync();
        await screenshots.Take("notices");
    }

    private static async Task FillIn(PhonePage phone, PreExamHost host, string idNumber)
    {
        foreach (var (field, value) in ((string, string)[])
                 [
                     ("operatorName", Name), ("operatorId", idNumber), ("operatorPhone", "15400000001"), ("address", "示例县样本路12号101室"), ("scope", "日用百货零售"),
                     ("capital", "5"), ("staff", "2"), ("signedOn", host.Clock.GetUtcNow().AddHours(8).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
                 ])
            await phone.Type($"form.{field}", value);
        await phone.Tap("保存", phone.Case.Page.Locator("#form"));
        await phone.Type("idCard.operator.name", Name);
        await phone.Check("idCard.operator.validUntil.longTerm");
        await phone.Tap("保存", phone.Material("idCard.operator"));
    }

    // The tap, and WeChat's dialog that comes with it.
    private static async Task Submit(PhonePage phone)
    {
        await phone.Case.Page.Locator("#submit").ClickAsync();
        await phone.Tap("允许", phone.Dialog);
    }

    private static async Task ExplainWarnings(PhonePage phone)
    {
        while (await phone.Findings.And(phone.Case.Page.Locator("[data-severity='warning']")).Filter(new() { Has = phone.Case.Page.Locator("form"), HasNot = phone.Case.Page.Locator(".said") }).CountAsync() > 0)
        {
            var finding = phone.Findings.And(phone.Case.Page.Locator("[data-severity='warning']")).Filter(new() { Has = phone.Case.Page.Locator("form"), HasNot = phone.Case.Page.Locator(".said") }).First;
            var id = await finding.GetAttributeAsync("data-finding");
            await phone.Type($"say.{id}", "样本材料，请审核员核对。");
            await phone.Tap("保存说明", finding);
            await Assertions.Expect(phone.Case.Page.Locator($"[data-finding='{id}'] .said")).ToBeVisibleAsync();
        }
    }

    private static async Task<Desk> ClaimNext(StaffMember staff) => new(staff, (Guid)(await staff.Client.Post("staff/queue/claim").Ok())["caseId"]!);
}
