using System.Text.Json.Nodes;

namespace PreExam.Testing;

/// <summary>An individual business on declared premises, from the phone's side: the shortest complete case.</summary>
public sealed class CaseWalk
{
    /// <summary>Department code of the matter's caseworkers.</summary>
    public const string Department = "MARKET";

    private readonly Citizen _citizen;

    private CaseWalk(Citizen citizen, JsonNode view, string etag)
    {
        (_citizen, View, ETag) = (citizen, view, etag);
        Id = (Guid)view["id"]!;
    }

    /// <summary>The case.</summary>
    public Guid Id { get; }

    /// <summary>The case as the phone last saw it.</summary>
    public JsonNode View { get; private set; }

    /// <summary>Its version as the phone last saw it.</summary>
    public string ETag { get; private set; }

    /// <summary>Where it stands.</summary>
    public string State => (string)View["state"]!;

    /// <summary>An empty draft of any matter.</summary>
    public static async Task<CaseWalk> Begin(Citizen citizen, string matter)
    {
        var (view, etag) = await citizen.Client.Post("cases", new { matter }).Answer();
        return new CaseWalk(citizen, view, etag!);
    }

    /// <summary>A draft with answers and form filled in.</summary>
    public static async Task<CaseWalk> Open(Citizen citizen, PreExamHost host)
    {
        var walk = await Begin(citizen, "999070010101");
        await walk.Put("answers", new
        {
            answers = new Dictionary<string, string[]>
            {
                ["form"] = ["person"], ["premises"] = ["declare"], ["named"] = ["no"], ["prior"] = ["no"],
                ["operator"] = ["mainland"], ["food"] = ["no"], ["agent"] = ["no"],
            },
        });
        await walk.Put("fields", new { fields = walk.Form(host) });
        await walk.Put("materials/idCard.operator/fields", new { fields = new Dictionary<string, string> { ["name"] = citizen.Name, ["validUntil"] = "long-term" } });
        return walk;
    }

    /// <summary>What the citizen types into the form.</summary>
    public Dictionary<string, string> Form(PreExamHost host) => new()
    {
        ["operatorName"] = _citizen.Name,
        ["operatorId"] = _citizen.IdNumber,
        ["operatorPhone"] = _citizen.Phone,
        ["address"] = "示例县样本路12号101室",
        ["scope"] = "日用百货零售",
        ["capital"] = "5",
        ["staff"] = "2",
        ["signedOn"] = host.Clock.GetUtcNow().AddHours(8).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>Sends every paper that the case asks for.</summary>
    public async Task UploadEverything()
    {
        await Upload("application", "application-form.jpg");
        await Upload("idCard.operator", "id-card-front.jpg");
        await Upload("idCard.operator", "id-card-back.jpg");
        await Upload("premisesDeclaration", "food-safety-commitment.jpg");
        await PagesDone();
    }

    /// <summary>Sends one photograph; gives the page's id.</summary>
    public Task<Guid> Upload(string slot, string specimen) => Upload(slot, Specimen.Bytes(specimen));

    /// <summary>Sends one file; gives the page's id.</summary>
    public async Task<Guid> Upload(string slot, byte[] file)
    {
        using var content = Specimen.Upload(file);
        var page = await _citizen.Client.Post($"cases/{Id}/materials/{slot}/pages", content).Ok();
        await Refresh();
        return (Guid)page["pageId"]!;
    }

    /// <summary>Waits until the machine has looked at every page.</summary>
    public Task PagesDone() => Eventually.Holds(async () =>
    {
        await Refresh();
        return View["materials"]!.AsArray().SelectMany(m => m!["pages"]!.AsArray()).All(p => (string)p!["state"]! != "received");
    }, "every page is processed");

    /// <summary>Explains every warning that stands and hands in.</summary>
    public async Task Submit()
    {
        await PagesDone();
        foreach (var finding in (await _citizen.Client.Post($"cases/{Id}/check").Ok())["findings"]!.AsArray())
        {
            if ((string)finding!["severity"]! == "warning" && (string)finding["result"]! == "failed")
                await Put($"findings/{(string)finding["id"]!}/explanation", new { text = "样本材料，请审核员核对。" });
        }

        await Post("submit");
    }

    /// <summary>Changes something under <c>cases/{id}/</c>.</summary>
    public async Task Put(string path, object body) => Keep(await _citizen.Client.Put($"cases/{Id}/{path}", body, ETag).Answer());

    /// <summary>Does something under <c>cases/{id}/</c>.</summary>
    public async Task Post(string path, object? body = null) => Keep(await _citizen.Client.Post($"cases/{Id}/{path}", body, ifMatch: ETag).Answer());

    /// <summary>Looks at the case again.</summary>
    public async Task Refresh() => Keep(await _citizen.Client.Get($"cases/{Id}").Answer());

    private void Keep((JsonNode Body, string? ETag) answer) => (View, ETag) = (answer.Body, answer.ETag!);
}
