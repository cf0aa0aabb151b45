using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using PreExam.Domain.Cases;
using PreExam.Domain.Time;
using PreExam.Imaging;
using PreExam.Persistence;
using PreExam.Server.Catalogue;
using PreExam.Server.Platform;

namespace PreExam.Server.Pages.Images;

/// <summary>
/// The purpose watermark: what a copy of this page is good for, when it was shown, and to whom where that is staff. Laid over at serving
/// time; what is stored stays as it was sent. Marked pages are kept for minutes, per page and viewer.
/// </summary>
internal sealed class Watermarks : IDisposable
{
    private const long KeptBytes = 64 * 1024 * 1024;
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5); // as long as a link
    private static readonly string FontFile = Path.Combine(AppContext.BaseDirectory, "Fonts", "NotoSansHans-Regular.otf");

    private readonly MemoryCache _marked = new(new MemoryCacheOptions { SizeLimit = KeptBytes });
    private readonly SemaphoreSlim _atOnce = new(Environment.ProcessorCount); // each holds a whole page in memory

    public Watermarks(ILogger<Watermarks> logger)
    {
        if (File.Exists(FontFile)) Lettering = new Lettering(FontFile, "Noto Sans S Chinese");
        else logger.NoFont();
    }

    /// <summary>Writes Chinese; null where the build had no npm to fetch the font with.</summary>
    public Lettering? Lettering { get; }

    /// <summary>The words for this viewer: purpose and day, and for staff who looks and at which minute.</summary>
    public static async Task<string> TextFor(PreExamDb db, MatterCatalogue catalogue, Guid caseId, Guid viewer, DateTimeOffset now, CancellationToken cancellation)
    {
        var pinned = await db.Cases.Where(c => c.Id == caseId).Select(c => new { c.MatterCode, c.MatterVersion }).SingleAsync(cancellation);
        var matter = await catalogue.Find(pinned.MatterCode, pinned.MatterVersion, cancellation);
        var staff = await db.Staff.Where(s => s.Id == viewer).Select(s => s.DisplayName).SingleOrDefaultAsync(cancellation);
        var local = now.ToOffset(WorkingCalendar.Offset);
        var seen = staff is null
            ? local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : $"{local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} {staff}";
        return $"仅供〈{matter!.Matter.ShortTitle}〉预审使用，他用无效 {seen}";
    }

    /// <summary>The page with the watermark of this viewer, as JPEG.</summary>
    public async Task<byte[]> Mark(Page page, int number, Guid viewer, string text, Func<Task<byte[]>> read, CancellationToken cancellation)
    {
        var key = (page.Id, number, viewer);
        if (_marked.TryGetValue(key, out byte[]? kept)) return kept!;
        await _atOnce.WaitAsync(cancellation);
        try
        {
            if (_marked.TryGetValue(key, out kept)) return kept!;
            var marked = Lettering!.LayOver(await read(), text);
            return _marked.Set(key, marked, new MemoryCacheEntryOptions { Size = marked.Length, AbsoluteExpirationRelativeToNow = KeptFor });
        }
        finally
        {
            _atOnce.Release();
        }
    }

    public void Dispose()
    {
        _marked.Dispose();
        _atOnce.Dispose();
    }
}

internal static partial class WatermarkLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "No Chinese font came with this build (it needs npm): pages are shown without a watermark, and cases can't be printed")]
    public static partial void NoFont(this ILogger logger);
}
