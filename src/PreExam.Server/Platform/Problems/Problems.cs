using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using PreExam.Domain.Cases;

namespace PreExam.Server.Platform;

/// <summary>One thing that is wrong in a request.</summary>
/// <param name="Field">JSON path or parameter name.</param>
/// <param name="Code">Stable code of the kind of mistake.</param>
/// <param name="Message">What is wrong, without repeating the value.</param>
public sealed record FieldError(string Field, string Code, string Message);

/// <summary>RFC 9457 answers made from the catalogue.</summary>
public static class Problems
{
    private const string TypeBase = "https://preexam.example/problems/";

    /// <summary>The problem of a code.</summary>
    /// <param name="code">A code of <see cref="ProblemCatalogue"/>.</param>
    /// <param name="subjects">What it is about: ids, slots, codes; never personal data.</param>
    /// <param name="errors">Single mistakes.</param>
    public static ProblemHttpResult Of(string code, IReadOnlyList<string>? subjects = null, IReadOnlyList<FieldError>? errors = null)
    {
        return Of(ProblemCatalogue.Get(code), subjects, errors);
    }

    /// <summary>A problem of the catalogue whose words say more about the case at hand.</summary>
    /// <param name="kind">From the catalogue, with words of its own.</param>
    /// <param name="subjects">What it is about: ids, slots, codes; never personal data.</param>
    /// <param name="errors">Single mistakes.</param>
    public static ProblemHttpResult Of(ProblemKind kind, IReadOnlyList<string>? subjects = null, IReadOnlyList<FieldError>? errors = null)
    {
        ArgumentNullException.ThrowIfNull(kind);
        var extensions = new Dictionary<string, object?>
        {
            ["code"] = kind.Code,
            ["titleEn"] = kind.TitleEn,
            ["remedy"] = kind.RemedyZh,
            ["remedyEn"] = kind.RemedyEn,
            ["traceId"] = Activity.Current?.TraceId.ToString(),
        };
        if (subjects is { Count: > 0 }) extensions["subjects"] = subjects;
        if (errors is { Count: > 0 }) extensions["errors"] = errors;
        return TypedResults.Problem(kind.RemedyZh, statusCode: kind.Status, title: kind.TitleZh, type: TypeBase + kind.Code, extensions: extensions);
    }

    /// <summary>The problem of a refusal.</summary>
    public static ProblemHttpResult From(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return Of(refusal.Code, refusal.Subjects);
    }

    /// <summary>Not there, or not the caller's.</summary>
    /// <param name="kind">case, page, matter …</param>
    public static ProblemHttpResult NotFound(string kind) => Of("not_found", [kind]);

    /// <summary>The caller's version is old; the new one stands in <c>subjects</c>.</summary>
    public static ProblemHttpResult Changed(int version) => Of("changed_meanwhile", [new ETag(version).ToString()]);

    /// <summary>If-Match is needed.</summary>
    public static ProblemHttpResult VersionMissing() => Of("version_missing");

    /// <summary>One or more mistakes in the request.</summary>
    public static ProblemHttpResult Invalid(params IReadOnlyList<FieldError> errors) => Of("request_invalid", errors: errors);
}
