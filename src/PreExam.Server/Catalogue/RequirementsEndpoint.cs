using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using PreExam.Domain.Checks;
using PreExam.Domain.Matters;
using PreExam.Server.Platform;

namespace PreExam.Server.Catalogue;

/// <summary>Answers so far; questions without one are left out.</summary>
/// <param name="Answers">Chosen values by question id.</param>
public sealed record RequirementsRequest(IReadOnlyDictionary<string, IReadOnlyList<string>> Answers);

/// <summary>Whether a material must be supplied with these answers.</summary>
public enum RequiredBy
{
    /// <summary>It must.</summary>
    Yes,

    /// <summary>It may, but need not.</summary>
    No,

    /// <summary>An answer that decides it is missing.</summary>
    Unknown,
}

/// <summary>A rule that ends the way here, or leads elsewhere.</summary>
/// <param name="Id">Id.</param>
/// <param name="Effect">Block or redirect.</param>
/// <param name="Message">Why.</param>
/// <param name="ToMatter">The right matter, where there is one.</param>
/// <param name="ToAuthority">The right authority, where it is another.</param>
public sealed record RuleHit(string Id, RuleEffect Effect, LocalText Message, string? ToMatter, LocalText? ToAuthority);

/// <summary>A material on the list.</summary>
/// <param name="Required">Whether it must be supplied.</param>
/// <param name="Why">Which answer put it there.</param>
/// <param name="Slot">Id within the matter.</param>
/// <param name="Kind">Kind of paper.</param>
/// <param name="NameZh">Name in Chinese.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="ShortName">Name of at most 20 characters.</param>
/// <param name="Holder">Whose paper.</param>
/// <param name="Optional">Nobody must supply it.</param>
/// <param name="Tolerable">May follow after acceptance.</param>
/// <param name="Form">What to photograph.</param>
/// <param name="OriginalsCount">Originals for the window.</param>
/// <param name="CopiesCount">Copies for the window.</param>
/// <param name="MinPages">Fewest pages.</param>
/// <param name="MaxPages">Most pages.</param>
/// <param name="Formats">Kinds of file.</param>
/// <param name="MaxBytes">Largest file.</param>
/// <param name="Sensitivity">What it reveals.</param>
/// <param name="Issuer">Who issues it.</param>
/// <param name="Note">What to watch out for.</param>
/// <param name="Example">What a good page looks like.</param>
/// <param name="Certificate">Electronic certificate that may stand in.</param>
/// <param name="Fields">What is typed off it.</param>
public sealed record RequiredMaterialView(
    RequiredBy Required, LocalText Why, string Slot, string Kind, string NameZh, string NameEn, string ShortName, LocalText? Holder, bool Optional,
    bool Tolerable, PaperForm Form, int OriginalsCount, int CopiesCount, int MinPages, int MaxPages, IReadOnlyList<FileFormat> Formats, long MaxBytes,
    Sensitivity Sensitivity, LocalText? Issuer, LocalText? Note, ExamplePicture? Example, ElectronicCertificate? Certificate, IReadOnlyList<FieldView> Fields)
    : MaterialView(
        Slot, Kind, NameZh, NameEn, ShortName, Holder, Optional, Tolerable, Form, OriginalsCount, CopiesCount, MinPages, MaxPages, Formats, MaxBytes,
        Sensitivity, Issuer, Note, Example, Certificate, Fields);

/// <summary>What is asked for with these answers.</summary>
/// <param name="Code">Matter.</param>
/// <param name="Version">Version that was asked.</param>
/// <param name="Complete">True when every question is answered: the list is exact.</param>
/// <param name="Unanswered">Questions still to ask, in order.</param>
/// <param name="Asked">All questions that are asked with these answers, in order.</param>
/// <param name="Rules">Rules that block or redirect.</param>
/// <param name="Materials">The list.</param>
/// <param name="Consents">Kinds of sensitive data that need a consent of their own.</param>
public sealed record RequirementsResponse(
    string Code, int Version, bool Complete, IReadOnlyList<string> Unanswered, IReadOnlyList<string> Asked, IReadOnlyList<RuleHit> Rules,
    IReadOnlyList<RequiredMaterialView> Materials, IReadOnlyList<Sensitivity> Consents);

internal static class RequirementsEndpoint
{
    public static void MapRequirements(this IEndpointRouteBuilder api) => api
        .MapPost("/matters/{code}/requirements", Tell)
        .WithName("TellRequirements")
        .WithTags("Catalogue")
        .WithSummary("The exact material list for these answers, and why each material is on it.")
        .ProducesProblem(400).ProducesProblem(404)
        .AllowAnonymous();

    internal static async Task<Results<Ok<RequirementsResponse>, ProblemHttpResult>> Tell(
        string code, RequirementsRequest request, MatterCatalogue catalogue, CancellationToken cancellation, int? version = null)
    {
        var found = version is { } number ? await catalogue.Find(code, number, cancellation) : await catalogue.FindCurrent(code, cancellation);
        if (found is null) return Problems.NotFound("matter");
        var wrong = found.FindWrongAnswers(request.Answers);
        if (wrong.Count > 0) return Problems.Invalid([.. wrong.Select(id => new FieldError($"answers.{id}", "not_an_option", "No such question, or not among its options."))]);

        var list = found.RequirementsFor(request.Answers);
        return TypedResults.Ok(new RequirementsResponse(
            found.Code, found.Number, list.IsComplete,
            [.. list.Unanswered.Select(s => s.Id)],
            [.. list.Asked.Select(s => s.Id)],
            [.. list.Rules.Select(r => new RuleHit(r.Id, r.Effect, r.Message, r.ToMatter, r.ToAuthority))],
            [.. list.Materials.Select(View)],
            found.ConsentsFor(list)));
    }

    private static RequiredMaterialView View(RequiredMaterial material)
    {
        var m = material.Requirement;
        var required = material.Required switch
        {
            Truth.Yes => m.Optional ? RequiredBy.No : RequiredBy.Yes,
            Truth.Unknown => RequiredBy.Unknown,
            _ => throw new UnreachableException(),
        };
        return new(
            required, material.Why, m.Slot, m.Kind, m.Name.Zh, m.Name.En, m.ShortName, m.Holder, m.Optional, m.Tolerable, m.Form, m.OriginalsCount,
            m.CopiesCount, m.MinPages, m.MaxPages, m.Formats, m.MaxBytes, m.Sensitivity, m.Issuer, m.Note, m.Example, m.Certificate,
            [.. m.Fields.Select(FieldView.Of)]);
    }
}
