using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PreExam.Server.Pages.Decoding;

/// <summary>Registers the decoding of uploaded files in child processes.</summary>
public static class DecodingServices
{
    /// <summary>Adds <see cref="DecoderPool"/>, a singleton that starts its children when they are first needed.</summary>
    public static IServiceCollection AddDecoding(this IServiceCollection services)
    {
        services.AddOptions<DecodingOptions>().BindConfiguration("Decoding").ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<DecodingOptions>, DecodingOptionsValidator>()
            .AddSingleton<DecoderPool>();
    }
}

/// <summary>Walks the nested sections by hand: their types live in a project that knows no options framework.</summary>
internal sealed class DecodingOptionsValidator : IValidateOptions<DecodingOptions>
{
    public ValidateOptionsResult Validate(string? name, DecodingOptions options)
    {
        (string Section, object Value)[] sections =
        [
            ("Decoding", options),
            ("Decoding:Decoder", options.Decoder),
            ("Decoding:Decoder:Limits", options.Decoder.Limits),
            ("Decoding:Decoder:Quality", options.Decoder.Quality),
            ("Decoding:Decoder:Paper", options.Decoder.Paper),
            ("Decoding:Decoder:Pdf", options.Decoder.Pdf),
        ];

        List<string> failures = [];
        foreach (var (section, value) in sections)
        {
            List<ValidationResult> results = [];
            Validator.TryValidateObject(value, new ValidationContext(value), results, validateAllProperties: true);
            failures.AddRange(results.Select(r => $"{section}:{r.MemberNames.FirstOrDefault()}: {r.ErrorMessage}"));
        }

        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
