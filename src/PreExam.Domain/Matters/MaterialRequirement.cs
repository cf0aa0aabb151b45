using PreExam.Domain.Checks;

namespace PreExam.Domain.Matters;

/// <summary>
/// What kind of sensitive data a paper or a field carries. Each kind but <see cref="Normal"/> and <see cref="Sensitive"/>
/// asks for a separate consent, not bundled with the privacy notice.
/// </summary>
public enum Sensitivity
{
    /// <summary>Nothing beyond ordinary personal data.</summary>
    Normal,

    /// <summary>Identity papers and the like: covered by the general consent, masked wherever shown.</summary>
    Sensitive,

    /// <summary>Health.</summary>
    Health,

    /// <summary>Disability.</summary>
    Disability,

    /// <summary>Bank accounts.</summary>
    Financial,

    /// <summary>Data of a child under 14.</summary>
    Minor,

    /// <summary>A face or another body feature.</summary>
    Biometric,
}

/// <summary>A kind of file, judged by content.</summary>
public enum FileFormat
{
    /// <summary>JPEG.</summary>
    Jpeg,

    /// <summary>PNG.</summary>
    Png,

    /// <summary>WebP.</summary>
    WebP,

    /// <summary>TIFF.</summary>
    Tiff,

    /// <summary>HEIC or HEIF.</summary>
    Heic,

    /// <summary>Windows bitmap.</summary>
    Bmp,

    /// <summary>PDF.</summary>
    Pdf,
}

/// <summary>How the paper comes: what the applicant should photograph.</summary>
public enum PaperForm
{
    /// <summary>A card or booklet to photograph.</summary>
    Photo,

    /// <summary>A form to fill in and sign.</summary>
    Form,

    /// <summary>An original to keep ready.</summary>
    Original,

    /// <summary>A copy will do.</summary>
    Copy,

    /// <summary>Data that the office can look up; a paper only where that fails.</summary>
    Data,
}

/// <summary>An electronic certificate that may take the paper's place.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Source">Who keeps it.</param>
public sealed record ElectronicCertificate(LocalText Name, LocalText Source);

/// <summary>A ready-made picture that shows what a good page looks like.</summary>
/// <param name="Picture">Name of the picture.</param>
/// <param name="Caption">What to look at.</param>
public sealed record ExamplePicture(string Picture, LocalText Caption);

/// <summary>
/// One entry of the material list (材料要求) with an id of its own: the same kind of paper may be asked for twice, of two holders.
/// </summary>
public sealed record MaterialRequirement
{
    /// <summary>Id within the matter, e.g. <c>idCard.shareholders</c>.</summary>
    public required string Slot { get; init; }

    /// <summary>Kind of paper, e.g. <c>ID_CARD</c>; the same for every slot of that kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Full name.</summary>
    public required LocalText Name { get; init; }

    /// <summary>Name of at most 20 characters, for message cards.</summary>
    public required string ShortName { get; init; }

    /// <summary>Whose paper, in words; null where it goes without saying.</summary>
    public LocalText? Holder { get; init; }

    /// <summary>Required when this holds; null is always.</summary>
    public Condition? RequiredWhen { get; init; }

    /// <summary>True for a material that nobody must supply even where it is on the list.</summary>
    public bool Optional { get; init; }

    /// <summary>容缺: may follow after acceptance.</summary>
    public bool Tolerable { get; init; }

    /// <summary>What the applicant photographs.</summary>
    public PaperForm Form { get; init; } = PaperForm.Photo;

    /// <summary>Originals to hand in at the window.</summary>
    public int OriginalsCount { get; init; }

    /// <summary>Copies to hand in at the window.</summary>
    public int CopiesCount { get; init; }

    /// <summary>Fewest pages.</summary>
    public int MinPages { get; init; } = 1;

    /// <summary>Most pages.</summary>
    public int MaxPages { get; init; } = 1;

    /// <summary>Kinds of file taken.</summary>
    public required IReadOnlyList<FileFormat> Formats { get; init; }

    /// <summary>Largest file, in bytes.</summary>
    public required long MaxBytes { get; init; }

    /// <summary>What the paper reveals.</summary>
    public Sensitivity Sensitivity { get; init; } = Sensitivity.Normal;

    /// <summary>Who issues it.</summary>
    public LocalText? Issuer { get; init; }

    /// <summary>What to watch out for.</summary>
    public LocalText? Note { get; init; }

    /// <summary>How to photograph it well, or null.</summary>
    public ExamplePicture? Example { get; init; }

    /// <summary>The electronic certificate that may stand in, or null.</summary>
    public ElectronicCertificate? Certificate { get; init; }

    /// <summary>What the applicant types off the paper.</summary>
    public IReadOnlyList<MaterialField> Fields { get; init; } = [];
}
