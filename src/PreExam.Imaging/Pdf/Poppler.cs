namespace PreExam.Imaging.Pdf;

/// <summary>Where poppler-utils are, and what one of their calls may use.</summary>
/// <param name="Info">Path of <c>pdfinfo</c>.</param>
/// <param name="Draw">Path of <c>pdftoppm</c>.</param>
/// <param name="Bounds">What one call may use.</param>
internal sealed record Poppler(string Info, string Draw, PdfOptions Bounds)
{
    /// <summary>Null where poppler-utils, or the program that bounds them, is not installed.</summary>
    public static Poppler? Find(PdfOptions options)
    {
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string[] folders = options.PopplerFolder.Length > 0 ? [options.PopplerFolder] : path;
        return Locate("prlimit", path) is not null && Locate("pdfinfo", folders) is { } info && Locate("pdftoppm", folders) is { } draw
            ? new Poppler(info, draw, options)
            : null;
    }

    public PopplerDocument Open(byte[] file, DecoderOptions decoder, CornersOfPages given, int mostPages) => new(this, file, decoder, given, mostPages);

    private static string? Locate(string program, string[] folders) =>
        folders.Select(f => Path.Combine(f, program)).FirstOrDefault(File.Exists);
}
