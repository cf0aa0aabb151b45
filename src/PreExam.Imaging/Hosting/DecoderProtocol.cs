using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PreExam.Imaging.Hosting;

/// <summary>
/// What goes over the pipe between a server and its decoder child. A request is a JSON head and the file in pieces, ended by an
/// empty piece, so that a blob can be sent while it is still being decrypted; an answer is a JSON head and the renditions, before
/// it an empty part for each page that is done, so that a long document is told from a standstill. Every part is preceded by its length as four bytes, little-endian.
/// </summary>
internal static class DecoderProtocol
{
    private const int PieceBytes = 64 * 1024;
    private const int MostHeadBytes = 1 << 20;
    private const int MostFileBytes = 512 << 20;

    /// <param name="Kind">Kind of the file.</param>
    /// <param name="Options">What to make of it.</param>
    /// <param name="MostPages">Pages that are taken of it.</param>
    /// <param name="Bytes">How long it is, where that is known: it is then held once, and not twice for a moment.</param>
    /// <param name="Corners">Corners that a person gave for some of its pages.</param>
    internal sealed record Request(FileKind Kind, DecoderOptions Options, int MostPages, long Bytes, IReadOnlyList<GivenCorners>? Corners = null);

    internal sealed record Answer(string? Refused, IReadOnlyList<AnswerPage> Pages);

    internal sealed record AnswerPage(
        AnswerRendition Page, AnswerRendition Thumbnail, PageTransform Transform, PageMeasures Measures, IReadOnlyList<QualityFinding> Findings, PaperSighting Paper);

    internal sealed record AnswerRendition(int Bytes, int Width, int Height);

    /// <param name="pipe">To the child.</param>
    /// <param name="request">What to do.</param>
    /// <param name="head">First bytes of the file, which somebody has read already.</param>
    /// <param name="file">The rest of it.</param>
    /// <param name="cancellation">Gives up, with half a file sent.</param>
    public static async Task SendRequest(Stream pipe, Request request, ReadOnlyMemory<byte> head, Stream file, CancellationToken cancellation)
    {
        await WritePart(pipe, JsonSerializer.SerializeToUtf8Bytes(request, DecoderJson.Default.Request), cancellation).ConfigureAwait(false);
        for (var at = 0; at < head.Length; at += PieceBytes)
            await WritePart(pipe, head[at..Math.Min(head.Length, at + PieceBytes)], cancellation).ConfigureAwait(false);

        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            int read;
            while ((read = await file.ReadAsync(buffer.AsMemory(0, PieceBytes), cancellation).ConfigureAwait(false)) > 0)
                await WritePart(pipe, buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true); // the next renter must not see a paper
        }

        await WritePart(pipe, ReadOnlyMemory<byte>.Empty, cancellation).ConfigureAwait(false);
        await pipe.FlushAsync(cancellation).ConfigureAwait(false);
    }

    /// <returns>Null where the pipe has ended.</returns>
    public static (Request Head, byte[] File)? ReadRequest(Stream pipe)
    {
        if (ReadLength(pipe, MostHeadBytes) is not { } length) return null;
        var head = JsonSerializer.Deserialize(ReadBytes(pipe, length), DecoderJson.Default.Request) ?? throw new InvalidDataException("An empty request.");

        var file = new byte[Math.Clamp(head.Bytes, PieceBytes, MostFileBytes)];
        var total = 0;
        while (ReadLength(pipe, PieceBytes) is { } piece)
        {
            if (piece == 0)
            {
                Array.Resize(ref file, total);
                return (head, file);
            }

            if (total + piece > MostFileBytes) throw new InvalidDataException("A request longer than any upload may be.");
            if (total + piece > file.Length) Array.Resize(ref file, Math.Min(MostFileBytes, Math.Max(total + piece, file.Length * 2)));
            pipe.ReadExactly(file, total, piece);
            total += piece;
        }

        return null;
    }

    public static void SendAnswer(Stream pipe, DecodeOutcome outcome)
    {
        IReadOnlyList<DecodedPage> pages = outcome is Decoded decoded ? decoded.Pages : [];
        var answer = new Answer(
            (outcome as DecodeRefused)?.Code,
            [.. pages.Select(p => new AnswerPage(Sizes(p.Page), Sizes(p.Thumbnail), p.Transform, p.Measures, p.Findings, p.Paper))]);

        WritePart(pipe, JsonSerializer.SerializeToUtf8Bytes(answer, DecoderJson.Default.Answer), CancellationToken.None).GetAwaiter().GetResult();
        foreach (var page in pages)
        {
            pipe.Write(page.Page.Jpeg);
            pipe.Write(page.Thumbnail.Jpeg);
        }

        pipe.Flush();
    }

    /// <summary>One page of several is done.</summary>
    public static void SendSignOfLife(Stream pipe)
    {
        WritePart(pipe, ReadOnlyMemory<byte>.Empty, CancellationToken.None).GetAwaiter().GetResult();
        pipe.Flush();
    }

    public static async Task<DecodeOutcome> ReadAnswer(Stream pipe, Action signOfLife, CancellationToken cancellation)
    {
        var lengthBytes = new byte[sizeof(int)];
        var length = 0;
        while (length == 0)
        {
            await pipe.ReadExactlyAsync(lengthBytes, cancellation).ConfigureAwait(false);
            length = Checked(BinaryPrimitives.ReadInt32LittleEndian(lengthBytes), MostHeadBytes);
            if (length == 0) signOfLife();
        }

        var head = await ReadBytesAsync(pipe, length, cancellation).ConfigureAwait(false);
        var answer = JsonSerializer.Deserialize(head, DecoderJson.Default.Answer) ?? throw new InvalidDataException("An empty answer.");
        if (answer.Refused is { } code) return new DecodeRefused(code);
        if (answer.Pages.Count == 0) throw new InvalidDataException("An answer without pages.");

        List<DecodedPage> pages = [];
        foreach (var told in answer.Pages)
        {
            var page = await ReadRendition(pipe, told.Page, cancellation).ConfigureAwait(false);
            var thumbnail = await ReadRendition(pipe, told.Thumbnail, cancellation).ConfigureAwait(false);
            pages.Add(new DecodedPage(page, thumbnail, told.Transform, told.Measures, told.Findings) { Paper = told.Paper });
        }

        return new Decoded(pages);
    }

    private static AnswerRendition Sizes(Rendition rendition) => new(rendition.Jpeg.Length, rendition.Width, rendition.Height);

    private static async Task<Rendition> ReadRendition(Stream pipe, AnswerRendition told, CancellationToken cancellation) =>
        new(await ReadBytesAsync(pipe, Checked(told.Bytes, MostFileBytes), cancellation).ConfigureAwait(false), told.Width, told.Height);

    private static async Task WritePart(Stream pipe, ReadOnlyMemory<byte> part, CancellationToken cancellation)
    {
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
        await pipe.WriteAsync(length, cancellation).ConfigureAwait(false);
        if (part.Length > 0) await pipe.WriteAsync(part, cancellation).ConfigureAwait(false);
    }

    private static int? ReadLength(Stream pipe, int most)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        return pipe.ReadAtLeast(length, length.Length, throwOnEndOfStream: false) < length.Length
            ? null
            : Checked(BinaryPrimitives.ReadInt32LittleEndian(length), most);
    }

    private static byte[] ReadBytes(Stream pipe, int length)
    {
        var bytes = new byte[length];
        pipe.ReadExactly(bytes);
        return bytes;
    }

    private static async Task<byte[]> ReadBytesAsync(Stream pipe, int length, CancellationToken cancellation)
    {
        var bytes = new byte[length];
        await pipe.ReadExactlyAsync(bytes, cancellation).ConfigureAwait(false);
        return bytes;
    }

    private static int Checked(int length, int most) =>
        length >= 0 && length <= most ? length : throw new InvalidDataException("A length that no part has.");
}

[JsonSerializable(typeof(DecoderProtocol.Request))]
[JsonSerializable(typeof(DecoderProtocol.Answer))]
internal sealed partial class DecoderJson : JsonSerializerContext;
