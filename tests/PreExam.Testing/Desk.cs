using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PreExam.Testing;

/// <summary>A caseworker's desk with one case on it.</summary>
public sealed class Desk(StaffMember staff, Guid caseId)
{
    /// <summary>Accepts every material that is still silent.</summary>
    public async Task AcceptAll(string? except = null)
    {
        var silent = (await Read()).Body["silent"]!.AsArray().Select(s => (string)s!).Where(s => s != except).ToList();
        foreach (var slot in silent) await Verdict(slot, new { outcome = "accepted" });
    }

    /// <summary>Gives one verdict.</summary>
    public async Task Verdict(string slot, object verdict) =>
        await staff.Client.Put($"staff/cases/{caseId}/materials/{slot}/verdict", verdict, (await Read()).ETag).Ok();

    /// <summary>Gives the complete answer.</summary>
    public async Task Feedback(object feedback) =>
        await staff.Client.Post($"staff/cases/{caseId}/feedback", feedback, ifMatch: (await Read()).ETag).Ok();

    /// <summary>The case as staff see it.</summary>
    public Task<(System.Text.Json.Nodes.JsonNode Body, string? ETag)> Read() => staff.Client.Get($"staff/cases/{caseId}").Answer();
}

/// <summary>A department that signs its events (Standard Webhooks).</summary>
public static class DepartmentEvents
{
    /// <summary>A key for tests only.</summary>
    public static string Secret { get; } = "whsec_" + Convert.ToBase64String("a key of thirty-two bytes, really"u8);

    /// <summary>Tells a filing's status.</summary>
    public static async Task Tell(PreExamHost host, string number, string status)
    {
        var now = host.Clock.GetUtcNow();
        using var request = Event(now, Guid.NewGuid().ToString(),
            System.Text.Json.JsonSerializer.Serialize(new { type = "filing.status", data = new { number, status, at = now, sequence = 1 } }));
        using var response = await host.Client.SendAsync(request);
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException(await response.Content.ReadAsStringAsync());
    }

    /// <summary>A signed request with this body.</summary>
    public static HttpRequestMessage Event(DateTimeOffset at, string id, string body, string? secret = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "integrations/filings/events") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        Sign(request, at, id, body, secret ?? Secret);
        return request;
    }

    /// <summary>Adds the headers that a department signs its body with.</summary>
    public static void Sign(HttpRequestMessage request, DateTimeOffset at, string id, string body, string secret)
    {
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", Sign(secret, id, timestamp, body));
    }

    /// <summary>One signature, as it stands in the header.</summary>
    public static string Sign(string secret, string id, string timestamp, string body) => "v1," + Convert.ToBase64String(
        HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")));
}
