using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PreExam.Demo;

/// <summary>
/// One whole case, with mistakes in it: a blurred page and a missing paper told before submission, a correction asked by the
/// caseworker, the pass, the hand-over and a department's word. Every step is asserted through the public API and the phone page: the
/// citizen's requests go through that page's own way to the server, and what the phone got is what the page shows.
/// </summary>
internal sealed class DemoWalk : IDisposable
{
    public const string Department = "MARKET";
    private const string Matter = "999070010101";
    private const string Name = "陈样本";
    private const string IdNumber = "331199199003071011";
    private static readonly string[] StaffRoles = ["caseworker", "windowClerk"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly DemoHost _host;
    private readonly TextWriter _output;
    private readonly HttpClient _weChat;
    private readonly string _openid;
    private readonly DemoClient _phone;
    private readonly DemoClient _desk;
    private readonly Dictionary<string, string> _sent = [];
    private string _case = "";

    private DemoWalk(DemoHost host, TextWriter output, HttpClient weChat, string openid)
    {
        (_host, _output, _weChat, _openid) = (host, output, weChat, openid);
        _phone = new DemoClient(new Uri(PhonePage + "/api/v1/"));
        _desk = new DemoClient(new Uri(host.Server, "/api/v1/"));
    }

    /// <summary>The citizen's phone, in a browser.</summary>
    public Uri PhonePage => new(_host.WeChat, $"/phone/{_openid}");

    public string StaffName { get; } = "caseworker-" + RandomNumberGenerator.GetHexString(4, lowercase: true);

    public string StaffPassword { get; } = RandomNumberGenerator.GetHexString(24, lowercase: true);

    /// <summary>A walk with a new citizen, whose phone is on.</summary>
    public static async Task<DemoWalk> Begin(DemoHost host, TextWriter output)
    {
        var weChat = new HttpClient { BaseAddress = host.WeChat };
        using var response = await weChat.PostAsJsonAsync("/_mock/users", new { nickname = Name });
        response.EnsureSuccessStatusCode();
        return new DemoWalk(host, output, weChat, (string)(await response.Content.ReadFromJsonAsync<JsonNode>())!["openid"]!);
    }

    public async Task Run()
    {
        await OpenTheOffice();
        await SignIn();
        await OpenCase();
        await SendPapersWithMistakes();
        await MendAndSubmit();
        await ReturnOnce();
        await CorrectOnlyThat();
        await Pass();
        await HandOver();
        await CheckWhatThePhoneHas();
        Tell("all", "every step held");
    }

    public void Dispose()
    {
        _phone.Dispose();
        _desk.Dispose();
        _weChat.Dispose();
    }

    private async Task OpenTheOffice()
    {
        if (_host.SetupCode is not { } code) throw new StepFailedException("This data folder was set up before; choose another with --data.");
        var administrator = new { userName = "admin-" + RandomNumberGenerator.GetHexString(4, lowercase: true), password = RandomNumberGenerator.GetHexString(24, lowercase: true) };
        await _desk.Post("staff/setup", new { code, administrator.userName, administrator.password, displayName = "管理员" });
        _desk.Token = (string)(await _desk.Post("staff/sign-in", new { administrator.userName, administrator.password }))["accessToken"]!;
        await _desk.Post("staff/accounts", new { userName = StaffName, displayName = "李审核", password = StaffPassword, department = Department, roles = StaffRoles });
        _desk.Token = (string)(await _desk.Post("staff/sign-in", new { userName = StaffName, password = StaffPassword }))["accessToken"]!;
        Tell("administrator", "opened the office with the one-time code and made a caseworker's account");
    }

    private async Task SignIn()
    {
        var page = await _weChat.GetStringAsync(PhonePage);
        Require(page.Contains("phone.js", StringComparison.Ordinal), "the phone page opens");
        var code = (string)(await WeChat(HttpMethod.Post, $"/_mock/users/{_openid}/login-code"))["code"]!;
        _phone.Token = (string)(await _phone.Post("auth/wechat", new { code }))["accessToken"]!;
        foreach (var text in (await _phone.Get("consents")).AsArray())
        {
            if ((string)text!["kind"]! == "privacy") await _phone.Put("me/consents", new { kind = "privacy", version = (int)text["version"]!, given = true });
        }

        var phoneCode = (string)(await WeChat(HttpMethod.Post, $"/_mock/users/{_openid}/phone-code"))["code"]!;
        await _phone.Put("me/phone", new { code = phoneCode });
        await _phone.Put("me/identity", new { name = Name, idNumber = IdNumber });
        var level = await _phone.Post("me/identity/verification");
        Require((string)level["level"]! == "realName", "the identity service confirmed the citizen");
        code = (string)(await WeChat(HttpMethod.Post, $"/_mock/users/{_openid}/login-code"))["code"]!;
        _phone.Token = (string)(await _phone.Post("auth/wechat", new { code }))["accessToken"]!;
        await WeChat(HttpMethod.Post, $"/_mock/users/{_openid}/grants?wait=true", new Dictionary<string, string>
        {
            ["DevTemplate_PreExaminationResult_0000000001"] = "accept",
            ["DevTemplate_CorrectionNeeded_00000000000002"] = "accept",
            ["DevTemplate_CertificateProgress_00000000004"] = "accept",
        });
        Tell("citizen", "signed in on the phone, agreed to the privacy notice, proved phone and name, accepts messages");
    }

    private async Task OpenCase()
    {
        var answers = new Dictionary<string, string[]>
        {
            ["form"] = ["person"], ["premises"] = ["rent"], ["named"] = ["no"], ["prior"] = ["no"],
            ["operator"] = ["mainland"], ["food"] = ["no"], ["agent"] = ["no"],
        };
        var list = await _phone.Post($"matters/{Matter}/requirements", new { answers });
        Require((bool)list["complete"]!, "the list of papers is exact");
        Tell("system", $"needs {list["materials"]!.AsArray().Count} papers for a rented shop, each with its reason");

        var opened = await _phone.Post("cases", new { matter = Matter });
        _case = (string)opened["id"]!;
        await _phone.Put($"cases/{_case}/answers", new { answers });
        await _phone.Put($"cases/{_case}/fields", new
        {
            fields = new Dictionary<string, string>
            {
                ["operatorName"] = Name, ["operatorId"] = IdNumber, ["operatorPhone"] = "15400000001", ["address"] = "示例县样本路12号101室",
                ["scope"] = "日用百货零售", ["capital"] = "5", ["staff"] = "2", ["signedOn"] = Today(),
            },
        });
        await _phone.Put($"cases/{_case}/materials/idCard.operator/fields", new { fields = new Dictionary<string, string> { ["name"] = Name, ["idNumber"] = IdNumber, ["validUntil"] = "long-term" } });
        await _phone.Put($"cases/{_case}/materials/lease/fields", new { fields = new Dictionary<string, string> { ["tenant"] = Name, ["address"] = "示例县样本路12号101室", ["until"] = InTwoYears() } });
        await _phone.Put($"cases/{_case}/materials/title.landlord/fields", new { fields = new Dictionary<string, string> { ["owner"] = "林房东", ["address"] = "示例县样本路12号101室" } });
        Tell("citizen", $"began case {opened["number"]} and typed the form");
    }

    private async Task SendPapersWithMistakes()
    {
        await Upload("idCard.operator", "id-card-front-blurred.jpg");
        await Upload("idCard.operator", "id-card-back.jpg");
        await Upload("lease", "lease-1.jpg");
        await Upload("lease", "lease-2.jpg");
        await Upload("title.landlord", "property-certificate.jpg");
        await Upload("title.landlord", "property-certificate-rotated.jpg");
        var view = await Processed();
        var codes = Pages(view).SelectMany(p => p["findings"]!.AsArray()).Select(f => (string)f!["code"]!).ToHashSet();
        Require(codes.Contains("IMG_BLUR"), "the blurred ID card was noticed");
        Tell("system", "says within seconds: the ID card's picture is blurred, please take it again");

        var (status, problem) = await _phone.Try(HttpMethod.Post, $"cases/{_case}/submit");
        Require(status == 422 && (string)problem["code"]! == "case_has_findings", "submitting was refused with the findings");
        var findings = (await _phone.Post($"cases/{_case}/check"))["findings"]!.AsArray();
        Require(findings.Any(f => (string?)f!["target"]!["slot"] == "application" && (string)f["severity"]! == "blocker"), "the missing application form was told");
        Tell("system", $"tells {findings.Count} findings before submitting, the missing application form among them");
    }

    private async Task MendAndSubmit()
    {
        var blurred = Pages(await Look()).Single(p => p["findings"]!.AsArray().Any(f => (string)f!["code"]! == "IMG_BLUR"));
        await _phone.Do(HttpMethod.Delete, $"cases/{_case}/materials/idCard.operator/pages/{blurred["id"]}");
        await Upload("idCard.operator", "id-card-front.jpg");
        await Upload("application", "application-form.jpg");
        await Processed();
        await ExplainWarnings();
        var view = await _phone.Post($"cases/{_case}/submit");
        Require((string)view["state"]! == "submitted", "the case was submitted");
        Tell("citizen", "replaced the blurred picture, added the form and submitted");
        var receipt = await _phone.Get($"cases/{_case}/receipt");
        var hashes = receipt["rounds"]![0]!["pages"]!.AsArray().Select(p => (string)p!["sha256"]!).ToHashSet();
        Require(hashes.Count == 7 && hashes.All(_sent.ContainsValue), "the receipt names the hash of every page as the phone sent it");
    }

    private async Task ReturnOnce()
    {
        Require((string)(await _desk.Post("staff/queue/claim"))["caseId"]! == _case, "the caseworker got the case from the queue");
        await Judge(rejected: "application");
        var scheduled = await _desk.Post($"staff/cases/{_case}/feedback", new { result = "returned" });
        Require(((string)scheduled["preview"]!["zh"]!).Contains("一次性告知", StringComparison.Ordinal), "the complete notice can be read before it goes out");
        Tell("caseworker", "returns the case: the application form lacks a signature; ten seconds remain to take that back");
        var view = await Until("returned");
        Require((string)view["next"]!["action"]! == "correct", "the phone says that it is the citizen's turn");
        await PhoneShows("需补正份数", "the correction reached the phone");
        Tell("phone", "shows the message: one paper to correct, with the last day");
    }

    private async Task CorrectOnlyThat()
    {
        var old = Pages(await Look()).Single(p => (string)p["slot"]! == "application");
        await _phone.Do(HttpMethod.Delete, $"cases/{_case}/materials/application/pages/{old["id"]}");
        await Upload("application", "application-form.jpg");
        await Processed();
        await ExplainWarnings();
        var view = await _phone.Post($"cases/{_case}/submit");
        Require((int)view["round"]! == 2, "the correction is the second round");
        Tell("citizen", "sent a new application form, only that, and submitted again");
    }

    private async Task Pass()
    {
        await _desk.Post("staff/queue/claim");
        await Judge(rejected: null);
        await _desk.Post($"staff/cases/{_case}/feedback", new { result = "passed" });
        var view = await Until("passed");
        Require(view["passed"]!["office"] is not null, "address, hours and what to bring are told");
        await PhoneShows("预审通过", "the pass reached the phone");
        var pass = await _phone.Get($"cases/{_case}/counter-pass");
        var opened = await _desk.Post("staff/counter-passes/open", new { code = (string)pass["code"]! });
        Require((string)opened["number"]! == (string)view["number"]!, "the window clerk opened the counter pass");
        Tell("system", "the case passed; the counter pass opens at the window and shows what was checked");
    }

    private async Task HandOver()
    {
        await Look();
        await _phone.Post($"cases/{_case}/hand-over", new { mode = "online" });
        var number = "";
        await Eventually(async () => (number = (string?)(await Look())["filing"]?["number"] ?? "").Length > 0, "a filing was opened");
        Tell("citizen", $"handed the case over online; formal filing {number}");
        await TellFiling(number, "accepted");
        Require((string)(await Look())["filing"]!["status"]! == "accepted", "the department's signed event accepted it");
        Tell("department", "accepted the filing by a signed event");
    }

    private async Task CheckWhatThePhoneHas()
    {
        string[] expected = ["caseSubmitted", "feedbackGiven", "caseHandedOver", "filingMoved"];
        await Eventually(async () => (await _phone.Get("notices?limit=50"))["items"]!.AsArray().Select(n => (string)n!["kind"]!).ToHashSet().IsSupersetOf(expected), "every notice is in the app");
        await PhoneShows("已受理", "the department's word reached the phone");
        var timeline = (await _phone.Get($"cases/{_case}/timeline")).AsArray();
        Tell("phone", $"holds every message, and a timeline of {timeline.Count} steps in plain words");
    }

    private async Task Judge(string? rejected)
    {
        var silent = (await _desk.Get($"staff/cases/{_case}"))["silent"]!.AsArray().Select(s => (string)s!).ToList();
        foreach (var slot in silent)
        {
            object verdict = slot == rejected
                ? new { outcome = "rejected", reasons = new[] { new { code = "SIG_MISSING", blanks = new { material = "登记申请书", page = "1", position = "申请人签字", person = "经营者" } } } }
                : new { outcome = "accepted" };
            await _desk.Put($"staff/cases/{_case}/materials/{slot}/verdict", verdict);
        }
    }

    private async Task Upload(string slot, string specimen)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Specimens", specimen));
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        using var content = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", "photo.jpg" }, { new StringContent(hash), "sha256" } };
        var page = await _phone.Post($"cases/{_case}/materials/{slot}/pages", content);
        Require((string)page["sha256"]! == hash, "the server answered with the hash of what the phone sent");
        _sent[(string)page["pageId"]!] = hash;
        await Look();
    }

    private async Task ExplainWarnings()
    {
        foreach (var finding in (await _phone.Post($"cases/{_case}/check"))["findings"]!.AsArray())
        {
            Require((string)finding!["severity"]! != "blocker" || (string)finding["result"]! != "failed", $"nothing stands against submitting, but: {finding["message"]!["zh"]}");
            if ((string)finding["severity"]! == "warning" && (string)finding["result"]! == "failed")
                await _phone.Put($"cases/{_case}/findings/{finding["id"]}/explanation", new { text = "样本材料，请审核员核对。" });
        }
    }

    private Task<JsonNode> Look() => _phone.Get($"cases/{_case}");

    private async Task<JsonNode> Processed()
    {
        JsonNode view = new JsonObject();
        await Eventually(async () => Pages(view = await Look()).All(p => (string)p["state"]! != "received"), "every page is processed");
        return view;
    }

    private async Task<JsonNode> Until(string state)
    {
        JsonNode view = new JsonObject();
        await Eventually(async () => (string)(view = await Look())["state"]! == state, $"the case is {state}");
        return view;
    }

    private Task PhoneShows(string text, string what) =>
        Eventually(async () => (await WeChat(HttpMethod.Get, $"/_mock/messages?openid={_openid}")).ToJsonString(Readable).Contains(text, StringComparison.Ordinal), what);

    private async Task TellFiling(string number, string status)
    {
        var now = _host.Clock.GetUtcNow();
        var id = Guid.NewGuid().ToString();
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var body = JsonSerializer.Serialize(new { type = "filing.status", data = new { number, status, at = now, sequence = 1 } });
        var signature = HMACSHA256.HashData(Convert.FromBase64String(_host.DepartmentSecret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}"));
        using var client = new HttpClient { BaseAddress = _host.Server };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/integrations/filings/events")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Headers = { { "webhook-id", id }, { "webhook-timestamp", timestamp }, { "webhook-signature", "v1," + Convert.ToBase64String(signature) } },
        };
        using var response = await client.SendAsync(request);
        Require(response.IsSuccessStatusCode, "the department's signed event was taken");
    }

    private async Task<JsonNode> WeChat(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Post) request.Content = JsonContent.Create(body ?? new { });
        using var response = await _weChat.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Require(response.IsSuccessStatusCode, $"the WeChat stand-in answered {path}: {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    private static async Task Eventually(Func<Task<bool>> condition, string what)
    {
        var begun = Stopwatch.StartNew();
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await condition())
        {
            if (begun.Elapsed > Patience) throw new StepFailedException($"Did not come true: {what}.");
            await again.WaitForNextTickAsync();
        }
    }

    private static JsonSerializerOptions Readable { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static IEnumerable<JsonNode> Pages(JsonNode view) => view["materials"]!.AsArray().SelectMany(m => m!["pages"]!.AsArray()).Select(p => p!);

    private string Today() => _host.Clock.GetUtcNow().AddHours(8).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string InTwoYears() => _host.Clock.GetUtcNow().AddYears(2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Require(bool holds, string what)
    {
        if (!holds) throw new StepFailedException($"Expected that {what}.");
    }

    private void Tell(string who, string what) => _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_clock.Elapsed.TotalSeconds,6:0.0} s  {who,-14} {what}"));
}
