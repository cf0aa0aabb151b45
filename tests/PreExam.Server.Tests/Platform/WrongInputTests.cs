using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PreExam.Persistence;
using PreExam.Server.Platform;
using PreExam.Testing;

namespace PreExam.Server.Tests.Platform;

/// <summary>Whatever the API's description offers is asked for wrongly, in every way that can be told from the description.</summary>
public sealed class WrongInputTests(Hosts hosts, ITestOutputHelper output)
{
    private const string Nowhere = "none-such";
    private const int AnyRefusal = 0;

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Wrong_requests_are_refused_with_a_known_code_and_change_nothing(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var callers = await Callers.New(host);
        var operations = ApiOperation.All(await host.Client.Get("/openapi/v1.json").Ok());
        var before = await Rows(host);

        List<string> wrong = [];
        foreach (var operation in operations)
        {
            var refused = 0;
            foreach (var attempt in Attempts(operation, callers))
            {
                if (await Fault(operation, attempt) is { } fault) wrong.Add($"{operation}, {attempt.What}: {fault}");
                else refused++;
            }

            output.WriteLine($"{refused,4} {operation}");
            if (refused == 0) wrong.Add($"{operation}: nothing was refused");
        }

        Assert.NotEmpty(operations);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(before, await Rows(host));
    }

    private static IEnumerable<Attempt> Attempts(ApiOperation operation, Callers callers)
    {
        var caller = callers.Right(operation);
        var address = operation.At(name => name == "id" && !operation.Path.StartsWith("staff", StringComparison.Ordinal) ? callers.Case : Unknown(name));
        yield return new("a method that is not offered", callers.Nobody, address, 405) { Method = HttpMethod.Patch };

        if (operation.Secured)
        {
            yield return new("no token", callers.Nobody, address, 401);
            yield return new("a token that nobody gave", callers.Nobody, address, 401) { Token = "eyJhbGciOiJub25lIn0.e30." };
            if (operation.Policies.Count > 0) yield return new("a token of the wrong kind", operation.Policies.Contains(Caller.Applicant) ? callers.Everything : callers.Citizen, address, 403);
            foreach (var role in operation.Policies.Intersect(Caller.Roles))
                yield return new("staff without the role", role == Caller.StationAgent ? callers.Clerk : callers.Agent, address, 403);
        }

        var names = operation.Parameters.Where(p => p.In == "path").ToList();
        var findsOrNot = operation.Body is null && !operation.Form && !operation.Parameters.Any(p => p.In == "query" && p.Required) && !operation.HasHeader("If-Match");
        foreach (var parameter in names)
        {
            yield return new($"unknown {parameter.Name}", caller,
                operation.At(name => name == parameter.Name || name != "id" ? Unknown(name) : callers.Case), findsOrNot ? 404 : AnyRefusal);
            yield return new($"malformed {parameter.Name}", caller, operation.At(name => name == parameter.Name ? "%00'\"\\../" : Unknown(name)), AnyRefusal);
            yield return new($"endless {parameter.Name}", caller, operation.At(name => name == parameter.Name ? new string('9', 3000) : Unknown(name)), AnyRefusal);
        }

        foreach (var parameter in operation.Parameters.Where(p => p.In == "query"))
        {
            foreach (var value in QueryValues(parameter)) yield return new($"{parameter.Name}={value}", caller, $"{address}?{parameter.Name}={Uri.EscapeDataString(value)}", AnyRefusal);
        }

        if (operation.HasHeader("If-Match"))
        {
            foreach (var tag in (string[])["abc", "W/\"1\"", "\"-1\"", "\"99999999999\""])
                yield return new($"If-Match: {tag}", caller, address, AnyRefusal) { IfMatch = tag, Body = operation.Body is null ? null : operation.BodyWith("x") };
            yield return new("no If-Match", caller, address, AnyRefusal) { Body = operation.Body is null ? null : operation.BodyWith("x") };
        }

        if (operation.Parameters.Any(p => p.Name == "Idempotency-Key" && p.Required))
        {
            foreach (var key in (string?[])[null, "short", new string('k', 101)])
                yield return new($"Idempotency-Key of {key?.Length ?? 0}", caller, address, 400) { Key = key, Body = operation.Body is null ? null : operation.BodyWith("x") };
        }

        if (operation.Form)
        {
            yield return new("no form", caller, address, AnyRefusal) { Body = "{}" };
            yield return new("a form without a boundary", caller, address, AnyRefusal) { Body = "x", MediaType = "multipart/form-data" };
        }

        if (operation.Path == "wechat/push") yield return new("no signature of WeChat's", caller, address, AnyRefusal) { Body = operation.Method == HttpMethod.Get ? null : "{}" };
        if (operation.Body is null) yield break;
        yield return new("no body", caller, address, AnyRefusal) { Body = "" };
        yield return new("text", caller, address, AnyRefusal) { Body = "text", MediaType = "text/plain" };
        foreach (var body in (string[])["{", "null", "[]", "\"text\"", "17", "{\"noSuchMember\":1}", new string('[', 500), "\u0000", "{\"a\":\"\uFFFD"])
            yield return new($"body {body[..Math.Min(body.Length, 20)]}", caller, address, AnyRefusal) { Body = body };
        if (operation.NeedsMembers()) yield return new("body {}", caller, address, AnyRefusal) { Body = "{}" };
        foreach (var member in operation.BodyMembers())
        {
            foreach (var value in (string[])["[[{\"a\":[1]}]]", "1e400", "false"])
                yield return new($"body {member}: {value}", caller, address, AnyRefusal) { Body = new JsonObject { [member] = JsonNode.Parse(value), ["noSuchMember"] = 1 }.ToJsonString() };
        }

        // Signing out with a token that nobody gave is a success.
        var ends = operation.Path is "auth/logout" or "staff/sign-out";
        if (operation.BodyMembers().Count > 0 && !ends)
        {
            yield return new("texts with NUL", caller, operation.At(Unknown), AnyRefusal) { Body = operation.BodyWith("a\0b") };
            yield return new("texts of 20,000 letters", caller, operation.At(Unknown), AnyRefusal) { Body = operation.BodyWith(new string('长', 20_000)) };
        }
    }

    private static IEnumerable<string> QueryValues(ApiParameter parameter) => parameter switch
    {
        { Name: "limit" } => ["0", "-1", "101", "abc", "99999999999"],
        { IsNumber: true } => ["abc", "99999999999"],
        { Name: "after" } => ["!", "AAAA", "a\0b"],
        { IsClosed: true } => [Nowhere],
        _ => [],
    };

    // What the path names never is there.
    private static string Unknown(string name) => name switch
    {
        "slot" or "code" or "number" or "token" or "finding" => Nowhere,
        "version" => "99",
        _ => Guid.CreateVersion7().ToString(),
    };

    private static async Task<string?> Fault(ApiOperation operation, Attempt attempt)
    {
        using var request = new HttpRequestMessage(attempt.Method ?? operation.Method, attempt.Address);
        if (attempt.Token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", attempt.Token);
        if (attempt.Key is not null) request.Headers.Add("Idempotency-Key", attempt.Key);
        if (attempt.IfMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", attempt.IfMatch);
        if (attempt.Body is not null) request.Content = new StringContent(attempt.Body, Encoding.UTF8, attempt.MediaType);
        using var response = await attempt.Caller.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var status = (int)response.StatusCode;
        if (status is < 400 or >= 500 || (attempt.Status != AnyRefusal && status != attempt.Status)) return $"answered {status} instead of {attempt.Status}: {text}";
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json") return $"answered {status} without a problem: {text}";
        var code = (string?)JsonNode.Parse(text)!["code"];
        return ProblemCatalogue.Kinds.Any(kind => kind.Code == code) ? null : $"the code '{code}' is unknown";
    }

    private static async Task<string> Rows(PreExamHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PreExamDb>();
        return $"cases {await db.Cases.CountAsync()}, pages {await db.Pages.CountAsync()}, notices {await db.Notices.CountAsync()}, "
            + $"filings {await db.Filings.CountAsync()}, people {await db.People.CountAsync()}, staff {await db.Staff.CountAsync()}, "
            + $"jobs {await db.Outbox.CountAsync()}, matters {await db.Matters.CountAsync()}, holidays {await db.Holidays.CountAsync()}";
    }

    /// <summary>One wrong request; <paramref name="Status"/> is 0 where any refusal will do.</summary>
    private sealed record Attempt(string What, HttpClient Caller, string Address, int Status)
    {
        public HttpMethod? Method { get; init; }

        public string? Token { get; init; }

        public string? Body { get; init; }

        public string MediaType { get; init; } = "application/json";

        public string? IfMatch { get; init; }

        public string? Key { get; init; } = Guid.NewGuid().ToString();
    }

    private sealed record Callers(HttpClient Nobody, HttpClient Citizen, HttpClient Everything, HttpClient Clerk, HttpClient Agent, string Case)
    {
        public static async Task<Callers> New(PreExamHost host)
        {
            var citizen = await host.NewCitizen();
            var walk = await CaseWalk.Open(citizen, host);
            return new(
                host.Client, citizen.Client, (await host.NewStaff(CaseWalk.Department, [.. Caller.Roles])).Client,
                (await host.NewStaff(CaseWalk.Department, Caller.WindowClerk)).Client, (await host.NewStaff(CaseWalk.Department, Caller.StationAgent)).Client,
                walk.Id.ToString());
        }

        public HttpClient Right(ApiOperation operation) =>
            !operation.Secured ? Nobody : operation.Policies.Contains(Caller.Applicant) ? Citizen : Everything;
    }
}
