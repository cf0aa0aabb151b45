using PreExam.Imaging.Geometry;

namespace PreExam.Imaging;

/// <summary>The corners that a person gave for some of a file's pages.</summary>
internal readonly struct CornersOfPages(IReadOnlyList<GivenCorners>? given)
{
    /// <summary>Null where the page's paper is to be looked for.</summary>
    public IReadOnlyList<PicturePoint>? Of(int page) => given?.LastOrDefault(g => g.Page == page)?.Corners;
}
