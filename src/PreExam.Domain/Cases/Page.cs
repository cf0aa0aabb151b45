namespace PreExam.Domain.Cases;

/// <summary>How far the machine is with a page.</summary>
public enum PageState
{
    /// <summary>Stored, waiting for a worker.</summary>
    Received,

    /// <summary>Normalised and assessed.</summary>
    Ready,

    /// <summary>Could not be read; its findings say why and what to do.</summary>
    Unreadable,

    /// <summary>Killed or failed its worker too often; never tried again.</summary>
    Quarantined,
}

/// <summary>One picture of a page as people see it, made from the original.</summary>
/// <param name="Number">1 for the first page of a file.</param>
/// <param name="PageBlob">Blob of the page rendition (JPEG).</param>
/// <param name="ThumbBlob">Blob of the thumbnail (JPEG).</param>
/// <param name="Width">Pixels of the page rendition.</param>
/// <param name="Height">Pixels of the page rendition.</param>
/// <param name="TransformJson">How points of the original map to the rendition.</param>
/// <param name="MeasuresJson">What was measured on it.</param>
public sealed record Rendition(
    int Number, string PageBlob, string ThumbBlob, int Width, int Height, string TransformJson, string MeasuresJson);

/// <summary>One image or file that the applicant sent for a material (页). An aggregate of its own.</summary>
public sealed class Page
{
    /// <summary>For the mapper.</summary>
    private Page()
    {
    }

    /// <summary>A page whose bytes are already safe in the blob store.</summary>
    /// <param name="id">GUID v7; ids order the pages of a material.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="slot">The material's slot.</param>
    /// <param name="round">The round into which it goes.</param>
    /// <param name="blob">Key of the original in the blob store.</param>
    /// <param name="bytes">Length that arrived.</param>
    /// <param name="sha256">Lower-case hex of what arrived.</param>
    /// <param name="fileKind">Judged by content, for example <c>jpeg</c>.</param>
    /// <param name="now">The instant.</param>
    public Page(Guid id, Guid caseId, string slot, int round, string blob, long bytes, string sha256, string fileKind, DateTimeOffset now)
    {
        Id = id;
        CaseId = caseId;
        Slot = slot;
        AddedInRound = round;
        Blob = blob;
        Bytes = bytes;
        Sha256 = sha256;
        FileKind = fileKind;
        UploadedAt = now;
        Version = 1;
    }

    /// <summary>Row id, GUID v7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The case.</summary>
    public Guid CaseId { get; private set; }

    /// <summary>The material's slot.</summary>
    public string Slot { get; private set; } = "";

    /// <summary>The round into which it was uploaded.</summary>
    public int AddedInRound { get; private set; }

    /// <summary>Blob of the original bytes.</summary>
    public string Blob { get; private set; } = "";

    /// <summary>Length of the original.</summary>
    public long Bytes { get; private set; }

    /// <summary>Lower-case hex SHA-256 of the original.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>jpeg, png, webp, tiff, heic, bmp or pdf.</summary>
    public string FileKind { get; private set; } = "";

    /// <summary>When it arrived.</summary>
    public DateTimeOffset UploadedAt { get; private set; }

    /// <summary>How far the machine is.</summary>
    public PageState State { get; private set; }

    /// <summary>When the machine was done with it.</summary>
    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>When the applicant removed it; it stays for rounds that froze it.</summary>
    public DateTimeOffset? RemovedAt { get; private set; }

    /// <summary>Whether the worker read other bytes than arrived.</summary>
    public bool HashMismatch { get; private set; }

    /// <summary>Optimistic lock.</summary>
    public int Version { get; private set; }

    /// <summary>Pictures made from it; several for a file with several pages.</summary>
    public IReadOnlyList<Rendition> Renditions { get; private set; } = [];

    /// <summary>Stable codes of what the machine found, for example <c>IMG_BLUR</c>.</summary>
    public IReadOnlyList<string> FindingCodes { get; private set; } = [];

    /// <summary>The machine read it.</summary>
    public void BecomeReady(IReadOnlyList<Rendition> renditions, IReadOnlyList<string> findingCodes, DateTimeOffset now)
    {
        Renditions = renditions;
        End(PageState.Ready, findingCodes, now);
    }

    /// <summary>The machine could not read it.</summary>
    public void BecomeUnreadable(IReadOnlyList<string> findingCodes, DateTimeOffset now) => End(PageState.Unreadable, findingCodes, now);

    /// <summary>It failed its worker too often.</summary>
    public void Quarantine(string findingCode, DateTimeOffset now) => End(PageState.Quarantined, [findingCode], now);

    /// <summary>The stored bytes are not those that arrived: the submission must not go on with them.</summary>
    public void TellMismatch(DateTimeOffset now)
    {
        HashMismatch = true;
        End(PageState.Unreadable, ["STORED_BYTES_DIFFER"], now);
    }

    /// <summary>The applicant removed it.</summary>
    public void Remove(DateTimeOffset now)
    {
        RemovedAt ??= now;
        Version++;
    }

    private void End(PageState state, IReadOnlyList<string> findingCodes, DateTimeOffset now)
    {
        State = state;
        FindingCodes = findingCodes;
        DoneAt = now;
        Version++;
    }
}
