using System.Text.Json;
using PreExam.Domain.Cases;
using PreExam.Persistence.Keys;
using PreExam.Server.Platform;

namespace PreExam.Server.Cases;

/// <summary>The child for whom a guardian files.</summary>
/// <param name="Name">Name.</param>
/// <param name="IdNumber">Resident identity number.</param>
/// <param name="Relation">For example mother, father, guardian.</param>
public sealed record CaseSubject(string Name, string IdNumber, string Relation);

/// <summary>Seals what applicants type into a case, and reveals it to those who need it.</summary>
internal sealed class CaseVault(FieldCipher cipher)
{
    public IReadOnlyDictionary<string, string> Fields(Case found) => Read("case.fields", found.FieldsSealed);

    public string SealFields(IReadOnlyDictionary<string, string> fields) => Seal("case.fields", fields);

    public IReadOnlyDictionary<string, string> Typed(Material? material) => Read("case.typed", material?.TypedFieldsSealed);

    public string SealTyped(IReadOnlyDictionary<string, string> fields) => Seal("case.typed", fields);

    public IReadOnlyDictionary<string, string> Explanations(Case found) => Read("case.explanations", found.ExplanationsSealed);

    public string SealExplanations(IReadOnlyDictionary<string, string> explanations) => Seal("case.explanations", explanations);

    public string? Unavailable(Material? material) =>
        material?.UnavailableSealed is { } text ? cipher.Reveal("case.unavailable", text) : null;

    public string? SealUnavailable(string? reason) => reason is null ? null : cipher.Protect("case.unavailable", reason);

    public CaseSubject? Subject(Case found) =>
        found.SubjectSealed is { } text ? JsonSerializer.Deserialize<CaseSubject>(cipher.Reveal("case.subject", text), Wire.Json) : null;

    public string? SealSubject(CaseSubject? subject) =>
        subject is null ? null : cipher.Protect("case.subject", JsonSerializer.Serialize(subject, Wire.Json));

    private Dictionary<string, string> Read(string column, string? text) =>
        text is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(cipher.Reveal(column, text), Wire.Json)!;

    private string Seal(string column, IReadOnlyDictionary<string, string> values) => cipher.Protect(column, JsonSerializer.Serialize(values, Wire.Json));
}
