using PreExam.Domain.Matters;

namespace PreExam.Server.Catalogue;

/// <summary>A material as the phone shows it.</summary>
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
public record MaterialView(
    string Slot, string Kind, string NameZh, string NameEn, string ShortName, LocalText? Holder, bool Optional, bool Tolerable, PaperForm Form,
    int OriginalsCount, int CopiesCount, int MinPages, int MaxPages, IReadOnlyList<FileFormat> Formats, long MaxBytes, Sensitivity Sensitivity,
    LocalText? Issuer, LocalText? Note, ExamplePicture? Example, ElectronicCertificate? Certificate, IReadOnlyList<FieldView> Fields)
{
    internal static MaterialView Of(MaterialRequirement m) => new(
        m.Slot, m.Kind, m.Name.Zh, m.Name.En, m.ShortName, m.Holder, m.Optional, m.Tolerable, m.Form, m.OriginalsCount, m.CopiesCount, m.MinPages,
        m.MaxPages, m.Formats, m.MaxBytes, m.Sensitivity, m.Issuer, m.Note, m.Example, m.Certificate, [.. m.Fields.Select(FieldView.Of)]);
}
