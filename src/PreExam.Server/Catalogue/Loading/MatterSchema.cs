using NJsonSchema;
using NJsonSchema.Validation;
using System.Text.RegularExpressions;

namespace PreExam.Server.Catalogue.Loading;

/// <summary>The JSON Schema of a matter: the same file that editors use for completion.</summary>
internal static partial class MatterSchema
{
    private static readonly Lazy<JsonSchema> Schema = new(() =>
        JsonSchema.FromJsonAsync(ShippedFiles.Schema()).GetAwaiter().GetResult()); // no I/O: it is embedded and refers to nothing outside

    /// <summary>What in the tree is not of the schema's form.</summary>
    public static IReadOnlyList<CatalogueFault> Validate(YamlText yaml) =>
        [.. Schema.Value.Validate(yaml.Root.ToJsonString()).SelectMany(Leaves).Select(error => yaml.At(Place(error), Message(error))).Distinct()];

    private static IEnumerable<ValidationError> Leaves(ValidationError error) => error is ChildSchemaValidationError { Errors: var children }
        ? children.Values.SelectMany(list => list).SelectMany(Leaves)
        : [error];

    private static string Place(ValidationError error) =>
        Steps().Replace((error.Path ?? "#/").TrimStart('#'), step => "/" + (step.Groups[1].Success ? step.Groups[1].Value : step.Groups[2].Value));

    private static string Message(ValidationError error) => error.Kind switch
    {
        ValidationErrorKind.PropertyRequired => "is missing",
        ValidationErrorKind.NoAdditionalPropertiesAllowed => "is not known here",
        ValidationErrorKind.NotInEnumeration => $"is none of {string.Join(", ", error.Schema.Enumeration)}",
        ValidationErrorKind.PatternMismatch => $"does not fit {error.Schema.Pattern}",
        ValidationErrorKind.StringTooLong => $"is longer than {error.Schema.MaxLength} characters",
        ValidationErrorKind.StringTooShort => "is empty",
        _ => $"is wrong: {error.Kind}",
    };

    [GeneratedRegex(@"\[(\d+)\]|[./]?([^./\[]+)")]
    private static partial Regex Steps();
}
