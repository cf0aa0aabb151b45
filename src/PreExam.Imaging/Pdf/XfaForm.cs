using UglyToad.PdfPig;
using UglyToad.PdfPig.Tokens;

namespace PreExam.Imaging.Pdf;

/// <summary>
/// Forms in Adobe's XML (XFA; ISO 32000-1 12.7.8). A dynamic one keeps its content in the XML alone: every other reader sees one
/// page that asks for a newer Adobe Reader, which must not become a citizen's page.
/// </summary>
internal static class XfaForm
{
    public static bool IsDynamic(PdfDocument document)
    {
        var catalogue = document.Structure.Catalog.CatalogDictionary;
        if (Find<DictionaryToken>(document, catalogue, "AcroForm") is not { } form || Find<IToken>(document, form, "XFA") is null) return false;

        var needsRendering = Find<BooleanToken>(document, catalogue, "NeedsRendering")?.Data == true;
        var hasOrdinaryFields = Find<ArrayToken>(document, form, "Fields") is { Length: > 0 };
        return needsRendering || !hasOrdinaryFields;
    }

    private static T? Find<T>(PdfDocument document, DictionaryToken from, string name) where T : class, IToken
    {
        if (!from.TryGet(NameToken.Create(name), out var token)) return null;
        return (token is IndirectReferenceToken reference ? document.Structure.GetObject(reference.Data).Data : token) as T;
    }
}
