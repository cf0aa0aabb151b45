using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using PreExam.Domain.Cases;
using PreExam.Imaging;

namespace PreExam.Server.Uploads;

/// <summary>What one upload may be.</summary>
/// <param name="MaxBytes">Largest file.</param>
/// <param name="Formats">Kinds of file that the material takes.</param>
/// <param name="Picture">Most pixels.</param>
internal sealed record UploadLimits(long MaxBytes, IReadOnlyCollection<FileKind> Formats, ImageLimits Picture);

/// <summary>What arrived.</summary>
/// <param name="Bytes">Length of the file.</param>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="Kind">Judged by content.</param>
internal sealed record ArrivedFile(long Bytes, string Sha256, FileKind Kind);

/// <summary>
/// Reads the body of one upload as <c>wx.uploadFile</c> sends it: one file and any short text parts, in any order. The file goes
/// piece by piece into the given stream; at most 256 KB of it are held for a look at its head. Its name is never read.
/// </summary>
internal sealed partial class UploadReader(UploadLimits limits)
{
    private const int PieceBytes = 64 * 1024;
    private const int MostParts = 20;
    private const int MostTextBytes = 4096;

    /// <summary>Everything around the file: boundaries, headers, text parts.</summary>
    public const int MostBytesAroundFile = 128 * 1024;

    public static string? FindBoundary(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 200 } boundary ? boundary.ToString() : null;

    /// <returns>The file, or why it is refused.</returns>
    /// <exception cref="IOException">The body ended too early.</exception>
    /// <exception cref="InvalidDataException">The body is no multipart.</exception>
    public async Task<(ArrivedFile? File, Refusal? Refusal)> Read(Stream body, string boundary, Stream target, CancellationToken cancellation)
    {
        var parts = new MultipartReader(boundary, body) { HeadersCountLimit = 16, HeadersLengthLimit = 16 * 1024 };
        ArrivedFile? file = null;
        string? announced = null;
        for (var count = 0; await parts.ReadNextSectionAsync(cancellation) is { } part; count++)
        {
            if (count == MostParts) return (null, new Refusal("upload_part_unexpected"));
            var name = NameOf(part);
            if (name == "file")
            {
                if (file is not null) return (null, new Refusal("upload_part_unexpected", "file"));
                (file, var refusal) = await ReadFile(part.Body, target, cancellation);
                if (refusal is not null) return (null, refusal);
            }
            else
            {
                if (await ReadText(part.Body, cancellation) is not { } text) return (null, new Refusal("upload_part_unexpected"));
                if (name == "sha256" && text.Length > 0) announced = text.Trim();
            }
        }

        if (file is null) return (null, new Refusal("file_missing"));
        if (announced is not null && !announced.Equals(file.Sha256, StringComparison.OrdinalIgnoreCase)) return (null, new Refusal("sha256_mismatch", file.Sha256));
        return (file, null);
    }

    // Some phones write file names that the strict parser refuses; the name of the part is all that is asked.
    private static string? NameOf(MultipartSection part)
    {
        if (ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var parsed)) return HeaderUtilities.RemoveQuotes(parsed.Name).Value;
        var lenient = PartName().Match(part.ContentDisposition ?? "");
        return lenient.Success ? lenient.Groups[1].Value : null;
    }

    private async Task<(ArrivedFile?, Refusal?)> ReadFile(Stream source, Stream target, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var head = ArrayPool<byte>.Shared.Rent(PictureSize.BytesNeeded);
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            var (held, total, isSized) = (0, 0L, false);
            FileKind? kind = null;
            while (true)
            {
                var read = await source.ReadAsync(piece.AsMemory(0, PieceBytes), cancellation);
                if ((total += read) > limits.MaxBytes) return (null, TooLarge(limits));
                hash.AppendData(piece, 0, read);
                var taken = Math.Min(read, PictureSize.BytesNeeded - held);
                piece.AsSpan(0, taken).CopyTo(head.AsSpan(held));
                held += taken;

                if (total == 0) return (null, new Refusal("file_missing"));
                if (kind is null && (held >= ContentType.BytesNeeded || read == 0))
                {
                    (kind, var refused) = Judge(head.AsSpan(0, held));
                    if (refused is not null) return (null, refused);
                }

                if (kind is { } known && !isSized && taken > 0 && PictureSize.Find(head.AsSpan(0, held), known) is { } size)
                {
                    isSized = known != FileKind.Heic; // further boxes may tell of a larger picture
                    if (size.RefusedBy(limits.Picture, known) == ImagingCodes.TooManyPixels) return (null, new Refusal("too_many_pixels"));
                }

                if (read == 0) return (new ArrivedFile(total, Convert.ToHexStringLower(hash.GetHashAndReset()), kind!.Value), null);
                await Keep(target, piece.AsMemory(0, read), cancellation);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(head, clearArray: true); // the next renter must not see a paper
            ArrayPool<byte>.Shared.Return(piece, clearArray: true);
        }
    }

    private static async Task Keep(Stream target, ReadOnlyMemory<byte> piece, CancellationToken cancellation)
    {
        try
        {
            await target.WriteAsync(piece, cancellation);
        }
        catch (IOException full)
        {
            throw new InvalidOperationException("The blob store can't take the file.", full); // our fault, not the phone's
        }
    }

    public static Refusal TooLarge(UploadLimits limits) =>
        new("file_too_large", limits.MaxBytes.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private (FileKind?, Refusal?) Judge(ReadOnlySpan<byte> head)
    {
        var content = ContentType.Sniff(head);
        if (content.Kind is not { } kind) return (null, new Refusal("file_kind_unsupported", content.Name));
        return limits.Formats.Contains(kind) ? (kind, null) : (null, new Refusal("slot_format_not_allowed", [content.Name, .. limits.Formats.Select(NameOf)]));
    }

    private static string NameOf(FileKind kind) => kind.ToString().ToLowerInvariant();

    private static async Task<string?> ReadText(Stream part, CancellationToken cancellation)
    {
        var bytes = new byte[MostTextBytes];
        var length = await part.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return length == bytes.Length ? null : Encoding.UTF8.GetString(bytes, 0, length);
    }

    [GeneratedRegex("""(?:^|[;\s])name="?([^";]+)"?""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PartName();
}
