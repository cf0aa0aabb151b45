using System.IO.Pipes;
using CsCheck;
using NetVips;
using PreExam.Imaging.Geometry;
using PreExam.Imaging.Hosting;
using PreExam.Specimens;
using PreExam.Specimens.Scenes;
using static PreExam.Imaging.Tests.Pictures;

namespace PreExam.Imaging.Tests;

/// <summary>Papers are found, cut out and straightened; what is not sure stays whole. A small fixed set: the benchmark has the large one.</summary>
public sealed class GeometryTests
{
    private static Taken Photograph(int seed, Severity severity, Layout layout = Layout.One, int longSide = 1000) =>
        ScenePhotograph.Take(SceneMaking.Make(seed, severity, layout, longSide));

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    public void The_paper_in_an_ordinary_photograph_is_found_and_nothing_written_on_it_is_cut(int seed)
    {
        var taken = Photograph(seed, Severity.Easy);

        var page = DecodeOne(taken.Jpeg, FileKind.Jpeg);

        Assert.Equal(PaperOutcome.Found, page.Paper.Outcome);
        var truth = taken.Papers[0];
        Assert.InRange(Polygons.Overlap(page.Paper.Corners!, [.. truth.Corners.Select(c => new PicturePoint(c.X, c.Y))]), 0.95, 1);
        Assert.All(truth.Written, w =>
        {
            var (x, y) = page.Transform.ToPage(w.X, w.Y);
            Assert.InRange(x, 0, page.Page.Width);
            Assert.InRange(y, 0, page.Page.Height);
        });
    }

    [Fact]
    public void A_card_becomes_a_card_in_its_true_shape_and_upright()
    {
        var taken = Photograph(5, Severity.Easy);
        Assert.Equal(85.6, taken.Papers[0].Width);

        var page = DecodeOne(taken.Jpeg, FileKind.Jpeg);

        double width = page.Page.Width - (2 * page.Transform.Margin), height = page.Page.Height - (2 * page.Transform.Margin);
        Assert.Equal(85.60 / 53.98, width / height, 2);
        var (x, y) = page.Transform.ToPage(taken.Papers[0].Corners[0].X, taken.Papers[0].Corners[0].Y);
        Assert.True(x < 0.1 * page.Page.Width && y < 0.1 * page.Page.Height, $"upper left came to {x}, {y}");
    }

    [Fact]
    public void Two_papers_in_one_picture_are_told_and_none_is_cut_away()
    {
        var page = DecodeOne(Photograph(202, Severity.Easy, Layout.Two).Jpeg, FileKind.Jpeg);

        Assert.Equal(PaperOutcome.Several, page.Paper.Outcome);
        Assert.Contains(ImagingCodes.SeveralPapers, page.Findings.Select(f => f.Code));
        Assert.Null(page.Transform.Corners);
    }

    [Theory]
    [InlineData(Layout.Scan)]
    [InlineData(Layout.CutOff)]
    public void A_picture_without_a_whole_border_stays_whole(Layout layout)
    {
        var page = DecodeOne(Photograph(303, Severity.Easy, layout).Jpeg, FileKind.Jpeg);

        Assert.NotEqual(PaperOutcome.Found, page.Paper.Outcome);
        Assert.Null(page.Transform.Corners);
    }

    [Fact]
    public void A_scan_that_lay_askew_is_turned_until_its_text_is_level_and_keeps_its_corners()
    {
        var taken = Photograph(504, Severity.Easy, Layout.SkewedScan);
        Assert.True(Lean([.. taken.Papers[0].Corners.Select(c => (c.X, c.Y))]) > 1);

        var page = DecodeOne(taken.Jpeg, FileKind.Jpeg);

        Assert.True(Lean([.. taken.Papers[0].Corners.Select(c => page.Transform.ToPage(c.X, c.Y))]) < 0.3, $"{page.Transform}");
        foreach (var (x, y) in ((double, double)[])[(0, 0), (taken.Width, 0), (taken.Width, taken.Height), (0, taken.Height)])
        {
            var (u, v) = page.Transform.ToPage(x, y);
            Assert.True(u > -1 && v > -1 && u < page.Page.Width + 1 && v < page.Page.Height + 1, $"{u}, {v}");
        }

        static double Lean((double X, double Y)[] c) => Math.Abs(Math.Atan2(c[1].Y - c[0].Y, c[1].X - c[0].X) * 180 / Math.PI);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(4.0)]
    public void A_shape_that_nothing_can_be_said_of_is_no_paper_and_no_fault(double odds)
    {
        PicturePoint[] flat = [new(10, 10), new(10, 10), new(10, 10), new(10, 10)];

        var sight = PaperSearch.Decide([new(flat, odds, 1)], new PaperOptions());

        Assert.Equal(double.IsNaN(odds) ? PaperOutcome.Whole : PaperOutcome.Found, sight.Outcome);
    }

    [Fact]
    public void Corners_that_a_person_gives_make_the_page_and_their_order_turns_it()
    {
        var file = Quarters(800, 600).WithOrientation(6);
        PicturePoint[] corners = [new(40, 560), new(40, 40), new(760, 40), new(760, 560)]; // as it is seen: upper left, upper right …

        var page = DecodeWith(file, corners);
        var turned = DecodeWith(file, [corners[1], corners[2], corners[3], corners[0]]);

        Assert.Equal(PaperOutcome.Given, page.Paper.Outcome);
        Assert.Equal(corners, page.Transform.Corners!);
        Assert.Equal(["blue", "red", "green", "yellow"], Seen(page));
        Assert.Equal(["red", "green", "yellow", "blue"], Seen(turned));

        static string[] Seen(DecodedPage page) => [page.Page.ColourAt(0.1, 0.1), page.Page.ColourAt(0.9, 0.1), page.Page.ColourAt(0.9, 0.9), page.Page.ColourAt(0.1, 0.9)];
    }

    [Theory]
    [InlineData("0,0 800,0 800,600")]
    [InlineData("0,0 800,600 800,0 0,600")] // crossing
    [InlineData("0,600 800,600 800,0 0,0")] // mirrored
    [InlineData("0,0 900,0 800,600 0,600")] // outside
    [InlineData("0,0 10,0 10,10 0,10")]
    public void Corners_that_make_no_page_are_refused(string corners)
    {
        PicturePoint[] given = [.. corners.Split(' ').Select(c => c.Split(',')).Select(c => new PicturePoint(int.Parse(c[0], null), int.Parse(c[1], null)))];
        var file = Quarters(800, 600).Jpeg();

        Assert.False(new GivenCorners(1, given).FitOn(DecodeOne(file, FileKind.Jpeg).Transform));
        Assert.Equal(ImagingCodes.CornersUnusable, Assert.IsType<DecodeRefused>(PageDecoder.Decode(file, FileKind.Jpeg, new(), [new(1, given)])).Code);
    }

    [Fact]
    public async Task Corners_go_to_the_decoder_child_with_the_file_and_come_back_with_the_page()
    {
        PicturePoint[] corners = [new(40, 60), new(760, 60), new(760, 540), new(40, 540)];
        using var toChild = new AnonymousPipeServerStream(PipeDirection.Out);
        using var childInput = new AnonymousPipeClientStream(PipeDirection.In, toChild.ClientSafePipeHandle);
        using var fromChild = new AnonymousPipeServerStream(PipeDirection.In);
        using var childOutput = new AnonymousPipeClientStream(PipeDirection.Out, fromChild.ClientSafePipeHandle);
        var child = Task.Run(() => DecoderHost.Run(childInput, childOutput), TestContext.Current.CancellationToken);

        var file = Quarters(800, 600).Jpeg();
        await DecoderProtocol.SendRequest(
            toChild, new(FileKind.Jpeg, new(), MostPages: 1, file.Length, [new(1, corners)]), default, new MemoryStream(file), TestContext.Current.CancellationToken);
        var answer = await DecoderProtocol.ReadAnswer(fromChild, () => { }, TestContext.Current.CancellationToken);
        toChild.Dispose();
        await child;

        var page = Assert.Single(Assert.IsType<Decoded>(answer).Pages);
        Assert.Equal((PaperOutcome.Given, 720, 480), (page.Paper.Outcome, page.Page.Width, page.Page.Height));
        Assert.Equal(corners, page.Paper.Corners!);
        Assert.Equal(corners, page.Transform.Corners!);
    }

    [Fact]
    public void A_point_goes_to_every_rendition_and_back_whatever_was_done_to_the_picture() =>
        Gen.Select(Gen.Int[1, 8], Gen.Int[200, 9000], Gen.Int[200, 9000], Gen.Double[-0.12, 0.12].Array[8], Gen.Double[-4, 4], Gen.Double[0, 30], Gen.Double[0, 1].Array[2]).Sample(
            (orientation, width, height, moved, skew, margin, at) =>
            {
                var whole = PageTransform.WholeCorners(width, height, orientation);
                PicturePoint middle = new(width / 2.0, height / 2.0);
                PicturePoint[] corners = [.. whole.Select((c, k) => middle + new PicturePoint((c.X - middle.X) * (0.7 + moved[2 * k]), (c.Y - middle.Y) * (0.7 + moved[(2 * k) + 1])))];
                var transform = new PageTransform(width, height, orientation, 1240, 1754) { Corners = corners, Margin = margin, Skew = skew };
                PicturePoint inside = corners[0] + ((corners[2] - corners[0]) * (0.1 + (0.8 * at[0])));

                var (u, v) = transform.ToPage(inside.X, inside.Y);
                var (backX, backY) = transform.ToOriginal(u, v);
                var (smallX, smallY) = transform.ToRendition(inside.X, inside.Y, 226, 320);
                var (fromX, fromY) = transform.FromRendition(smallX, smallY, 226, 320);

                return Near(backX, inside.X) && Near(backY, inside.Y) && Near(fromX, inside.X) && Near(fromY, inside.Y)
                    && u > 0 && v > 0 && u < 1240 && v < 1754 && Near(smallX, u * 226 / 1240) && Near(smallY, v * 320 / 1754);

                static bool Near(double a, double b) => Math.Abs(a - b) < 1e-4;
            });

    /// <summary>The pixels follow the transform: four marks painted on a photograph are where it says they are.</summary>
    [Fact]
    public void Marks_on_the_original_are_on_the_page_where_the_transform_says()
    {
        var taken = Photograph(2, Severity.Easy);
        using var picture = Image.NewFromBuffer(taken.Jpeg);
        var corners = taken.Papers[0].Corners;
        Place[] marks = [.. corners.Select(c => new Place((0.8 * c.X) + (0.2 * corners.Average(o => o.X)), (0.8 * c.Y) + (0.2 * corners.Average(o => o.Y))))];
        using var marked = picture.CopyMemory().Mutate(m =>
        {
            foreach (var mark in marks) m.DrawCircle(Blue, (int)mark.X, (int)mark.Y, 7, fill: true);
        });

        var page = DecodeOne(marked.Jpeg(), FileKind.Jpeg);

        Assert.Equal(PaperOutcome.Found, page.Paper.Outcome);
        Assert.All(marks, mark =>
        {
            var (x, y) = page.Transform.ToPage((int)mark.X + 0.5, (int)mark.Y + 0.5);
            Assert.Equal("blue", page.Page.ColourAt(x / page.Page.Width, y / page.Page.Height));
        });
    }

    private static DecodedPage DecodeWith(byte[] file, PicturePoint[] corners) =>
        Assert.Single(Assert.IsType<Decoded>(PageDecoder.Decode(file, FileKind.Jpeg, new(), [new(1, corners)])).Pages);
}
