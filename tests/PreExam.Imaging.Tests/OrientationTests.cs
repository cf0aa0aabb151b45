using CsCheck;
using static PreExam.Imaging.Tests.Pictures;

namespace PreExam.Imaging.Tests;

/// <summary>All eight EXIF orientations, against the standard's own table rather than against another library.</summary>
public sealed class OrientationTests
{
    /// <summary>Where the stored picture's quarters (red, green / blue, yellow) are seen: "0th row is …, 0th column is …".</summary>
    [Theory]
    [InlineData(1, "red", "green", "blue", "yellow")]   // row 0 top,    column 0 left
    [InlineData(2, "green", "red", "yellow", "blue")]   // row 0 top,    column 0 right
    [InlineData(3, "yellow", "blue", "green", "red")]   // row 0 bottom, column 0 right
    [InlineData(4, "blue", "yellow", "red", "green")]   // row 0 bottom, column 0 left
    [InlineData(5, "red", "blue", "green", "yellow")]   // row 0 left,   column 0 top
    [InlineData(6, "blue", "red", "yellow", "green")]   // row 0 right,  column 0 top
    [InlineData(7, "yellow", "green", "blue", "red")]   // row 0 right,  column 0 bottom
    [InlineData(8, "green", "yellow", "red", "blue")]   // row 0 left,   column 0 bottom
    public void A_photograph_is_upright_and_marks_find_their_place(int orientation, string topLeft, string topRight, string bottomLeft, string bottomRight)
    {
        var page = DecodeOne(Quarters().WithOrientation(orientation), FileKind.Jpeg);

        Assert.Equal(orientation >= 5 ? (96, 160) : (160, 96), (page.Page.Width, page.Page.Height));
        Assert.Equal((page.Page.Width, page.Page.Height), (page.Measures.Width, page.Measures.Height));
        string[] seen = [page.Page.ColourAt(0.1, 0.1), page.Page.ColourAt(0.9, 0.1), page.Page.ColourAt(0.1, 0.9), page.Page.ColourAt(0.9, 0.9)];
        Assert.Equal([topLeft, topRight, bottomLeft, bottomRight], seen);

        foreach (var (x, y, colour) in new[] { (10, 10, "red"), (150, 10, "green"), (10, 86, "blue"), (150, 86, "yellow") })
        {
            var (u, v) = page.Transform.ToPage(x, y);
            Assert.Equal(colour, page.Page.ColourAt(u / page.Page.Width, v / page.Page.Height));
        }
    }

    [Fact]
    public void A_point_that_goes_to_the_page_and_back_is_where_it_was() =>
        Gen.Select(Gen.Int[1, 8], Gen.Int[1, 9000], Gen.Int[1, 9000], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((orientation, width, height, x, y) =>
        {
            var swaps = orientation >= 5;
            var shrink = Math.Min(1, 2480.0 / Math.Max(width, height));
            int across = Math.Max(1, (int)Math.Round((swaps ? height : width) * shrink)), down = Math.Max(1, (int)Math.Round((swaps ? width : height) * shrink));
            var transform = new PageTransform(width, height, orientation, across, down);

            var (u, v) = transform.ToPage(x * width, y * height);
            var (backX, backY) = transform.ToOriginal(u, v);

            return u >= -1e-6 && v >= -1e-6 && u <= across + 1e-6 && v <= down + 1e-6
                && Math.Abs(backX - (x * width)) < 1e-6 && Math.Abs(backY - (y * height)) < 1e-6;
        });
}
