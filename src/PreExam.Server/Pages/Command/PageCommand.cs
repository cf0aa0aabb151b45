using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using PreExam.Domain.Checks;
using PreExam.Domain.Matters;
using PreExam.Imaging;
using PreExam.Server.Pages.Decoding;
using PreExam.Server.Platform;

namespace PreExam.Server.Pages.Command;

/// <summary>
/// <c>page FILE… --out FOLDER [--json]</c>: local files through the same decoder children as uploads, so that an operator can see
/// what the server makes of a county's own photographs. Takes the server's settings from <c>appsettings.json</c>, environment and
/// command line.
/// </summary>
internal static class PageCommand
{
    private static readonly JsonSerializerOptions Indented = new(Wire.Json) { WriteIndented = true };

    /// <returns>0 when every file became a page; 1 otherwise, also when the command line is wrong.</returns>
    public static async Task<int> Run(IReadOnlyList<string> words, TextWriter output, TextWriter errors)
    {
        var (arguments, fault) = PageArguments.Read(words);
        if (arguments is null) return Fail(errors, $"{fault}\n{PageArguments.Usage}");
        if (Configured(arguments.Settings, errors) is not { } options) return 1;
        try
        {
            Directory.CreateDirectory(arguments.Folder);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Fail(errors, $"{arguments.Folder} can't be made: {refused.Message}");
        }

        using var pool = new DecoderPool(options, () => DecoderCommand.For(options), NullLogger<DecoderPool>.Instance);
        var names = new PageNames(arguments.Folder);
        List<FileReport> reports = [];
        var unread = 0;
        foreach (var file in arguments.Files)
        {
            try
            {
                reports.Add(await Normalise(file, pool, names));
            }
            catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
            {
                unread += Fail(errors, Directory.Exists(file) ? $"{file} is a folder: name the files in it." : trouble.Message);
            }
        }

        if (arguments.Json) output.WriteLine(JsonSerializer.Serialize(reports, Indented));
        else if (reports.Count > 0) PageTable.Write(reports, output);
        return unread > 0 || reports.Exists(r => r.Refused is not null) ? 1 : 0;
    }

    private static async Task<FileReport> Normalise(string path, DecoderPool pool, PageNames names)
    {
        await using var file = File.OpenRead(path);
        var head = new byte[ContentType.BytesNeeded];
        var held = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false);
        var content = ContentType.Sniff(head.AsSpan(0, held));
        if (content.Kind is not { } kind)
        {
            var (what, instead) = OtherKinds.Of(content.Name);
            return new(path, content.Name, new(ImagingCodes.UnsupportedFormat, new LocalText($"这是{what.Zh}", $"this is {what.En}"), instead), []);
        }

        file.Position = 0;
        return await pool.Decode(file, kind, CancellationToken.None) switch
        {
            Decoded decoded => new(path, content.Name, null, [.. decoded.Pages.Select((page, index) => Keep(page, index + 1, names.For(path, index + 1)))]),
            DecodeRefused refused => new(path, content.Name, Refusal(refused.Code, PageReasons.Of(refused.Code)), []),
            ChildDied died => new(path, content.Name, Refusal($"PAGE_QUARANTINED ({died.Reason})", PageReasons.Quarantined), []),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static RefusalReport Refusal(string code, PageReasons.Reason reason) => new(code, reason.Message, reason.Remedy);

    private static PageReport Keep(DecodedPage page, int number, (string Page, string Thumbnail) files)
    {
        File.WriteAllBytes(files.Page, page.Page.Jpeg);
        File.WriteAllBytes(files.Thumbnail, page.Thumbnail.Jpeg);
        return new(number, files.Page, files.Thumbnail, page.Page.Width, page.Page.Height, page.Transform, page.Measures, [.. page.Findings.Select(FindingReport.Of)]);
    }

    private static DecodingOptions? Configured(string[] settings, TextWriter errors)
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
            .AddEnvironmentVariables().AddCommandLine(settings).Build();
        try
        {
            var options = configuration.GetSection("Decoding").Get<DecodingOptions>() ?? new DecodingOptions();
            if (new DecodingOptionsValidator().Validate(null, options) is not { Failed: true } wrong) return options;
            Fail(errors, string.Join("\n", wrong.Failures!));
        }
        catch (InvalidOperationException unreadable)
        {
            Fail(errors, unreadable.Message);
        }

        return null;
    }

    private static int Fail(TextWriter errors, string fault)
    {
        errors.WriteLine(fault);
        return 1;
    }

    /// <summary>Names for what is made of the files; two files of one name in different folders do not overwrite each other.</summary>
    private sealed class PageNames(string folder)
    {
        private readonly Dictionary<string, string> _stems = new(StringComparer.Ordinal); // name for the files made → the file that they are made of

        public (string Page, string Thumbnail) For(string file, int number)
        {
            var stem = Path.GetFileName(file);
            for (var again = 2; !_stems.TryAdd(stem, file) && _stems[stem] != file; again++) stem = $"{Path.GetFileName(file)}.{again}";
            return (Path.Combine(folder, $"{stem}.page{number}.jpg"), Path.Combine(folder, $"{stem}.page{number}.thumb.jpg"));
        }
    }
}
