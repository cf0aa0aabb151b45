using Microsoft.AspNetCore.Http.HttpResults;
using PreExam.Domain.Identifiers;
using PreExam.Domain.Matters;
using PreExam.Domain.People;
using PreExam.Server.Platform;

namespace PreExam.Server.Catalogue;

/// <summary>A question as the phone shows it; which later ones are asked follows from the answers, see the requirements.</summary>
/// <param name="Id">Id.</param>
/// <param name="Text">The question.</param>
/// <param name="Kind">One option or several.</param>
/// <param name="MayBeNone">Whether choosing nothing is an answer.</param>
/// <param name="Options">What can be chosen.</param>
/// <param name="AlwaysAsked">False for a question that depends on earlier answers.</param>
public sealed record QuestionView(string Id, LocalText Text, AnswerKind Kind, bool MayBeNone, IReadOnlyList<SituationOption> Options, bool AlwaysAsked);

/// <summary>A field to type into.</summary>
/// <param name="Id">Id.</param>
/// <param name="Label">What stands beside it.</param>
/// <param name="Type">What may be typed.</param>
/// <param name="Identifier">Kind of number, for an identifier.</param>
/// <param name="Options">For a choice.</param>
/// <param name="MayBeLongTerm">A date may be <c>long-term</c>.</param>
/// <param name="MaxLength">Longest text.</param>
/// <param name="Personal">Tells something about a person.</param>
/// <param name="Optional">May stay empty whatever the answers.</param>
/// <param name="AlwaysRequired">Must be filled in whatever the answers.</param>
/// <param name="Hint">A hint, or null.</param>
public sealed record FieldView(
    string Id, LocalText Label, FieldType Type, IdentifierKind? Identifier, IReadOnlyList<SituationOption> Options, bool MayBeLongTerm, int MaxLength,
    bool Personal, bool Optional, bool AlwaysRequired, LocalText? Hint)
{
    internal static FieldView Of(InputField field) => new(
        field.Id, field.Label, field.Type, field.Identifier, field.Options, field.MayBeLongTerm, field.MaxLength, field.Personal, field.Optional,
        !field.Optional && field.RequiredWhen is null, field.Hint);
}

/// <summary>A matter as its guide shows it.</summary>
/// <param name="Code">Code.</param>
/// <param name="Version">Version that a new case begins with.</param>
/// <param name="Name">Full name.</param>
/// <param name="ShortTitle">Name of at most 20 characters.</param>
/// <param name="Department">Department in charge.</param>
/// <param name="Kind">Kind of act.</param>
/// <param name="Applicant">Who applies.</param>
/// <param name="Handling">At once, or promised.</param>
/// <param name="Levels">Where it can be filed.</param>
/// <param name="Commitment">Whether a written promise may replace proof.</param>
/// <param name="Guide">Guide texts.</param>
/// <param name="Limits">Limits in their units.</param>
/// <param name="VisitsMax">Most visits needed.</param>
/// <param name="ZeroRun">Whether no visit is possible, and when.</param>
/// <param name="Fee">What it costs.</param>
/// <param name="SpecialProcedures">Procedures whose time is not counted.</param>
/// <param name="FollowUpTracks">Certificate tracks after the licence.</param>
/// <param name="SubmitLevel">Identity level that a submission needs.</param>
/// <param name="GuardianAllowed">Whether a guardian may act for a child.</param>
/// <param name="Questions">The questions.</param>
/// <param name="Form">The form.</param>
/// <param name="Materials">Everything that may be asked for; which of it, the requirements say.</param>
/// <param name="Examples">What in this matter is an example.</param>
public sealed record MatterView(
    string Code, int Version, LocalText Name, string ShortTitle, Department Department, MatterKind Kind, ApplicantKind Applicant, Handling Handling,
    IReadOnlyList<string> Levels, bool Commitment, Guide Guide, Limits Limits, int VisitsMax, ZeroRun ZeroRun, Fee Fee,
    IReadOnlyList<SpecialProcedure> SpecialProcedures, IReadOnlyList<string> FollowUpTracks, IdentityLevel SubmitLevel, bool GuardianAllowed,
    IReadOnlyList<QuestionView> Questions, IReadOnlyList<FieldView> Form, IReadOnlyList<MaterialView> Materials, IReadOnlyList<string> Examples);

internal static class MatterEndpoint
{
    public static void MapMatter(this IEndpointRouteBuilder api) => api
        .MapGet("/matters/{code}", Get)
        .WithName("GetMatter")
        .WithTags("Catalogue")
        .WithSummary("The guide of a matter, its questions, form and materials; another version than the current one with ?version=.")
        .ProducesProblem(404)
        .AllowAnonymous();

    internal static async Task<Results<Ok<MatterView>, ProblemHttpResult>> Get(
        string code, MatterCatalogue catalogue, CancellationToken cancellation, int? version = null)
    {
        var found = version is { } number ? await catalogue.Find(code, number, cancellation) : await catalogue.FindCurrent(code, cancellation);
        return found is null ? Problems.NotFound("matter") : TypedResults.Ok(View(found));
    }

    private static MatterView View(MatterVersion version)
    {
        var m = version.Matter;
        return new(
            m.Code, version.Number, m.Name, m.ShortTitle, m.Department, m.Kind, m.Applicant, m.Handling, m.Levels, m.Commitment, m.Guide, m.Limits,
            m.VisitsMax, m.ZeroRun, m.Fee, m.SpecialProcedures, m.FollowUpTracks, m.SubmitLevel, m.GuardianAllowed,
            [.. m.Situations.Select(s => new QuestionView(s.Id, s.Text, s.Kind, s.MayBeNone, s.Options, s.AskWhen is null))],
            [.. m.Form.Select(FieldView.Of)],
            [.. m.Materials.Select(MaterialView.Of)],
            m.Examples);
    }
}
