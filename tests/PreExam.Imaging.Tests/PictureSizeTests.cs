using static PreExam.Imaging.Tests.Pictures;

namespace PreExam.Imaging.Tests;

public sealed class PictureSizeTests
{
    [Theory]
    [InlineData("id-card-front.jpg")]
    [InlineData("lease-1.jpg")]
    [InlineData("property-certificate-rotated.jpg")]
    public void A_jpeg_tells_its_size_behind_its_metadata(string name)
    {
        var claimed = PictureSize.Find(Specimen(name), FileKind.Jpeg)!.Value;

        Assert.InRange(claimed.Width, 1000, 5000);
        Assert.InRange(claimed.Height, 1000, 5000);
        Assert.False(claimed.Progressive);
    }

    [Fact]
    public void A_head_that_ends_anywhere_is_never_misread_and_never_throws()
    {
        var file = Specimen("id-card-front.jpg")[..4096];
        var whole = PictureSize.Find(file, FileKind.Jpeg);

        foreach (var kind in Enum.GetValues<FileKind>())
        {
            for (var length = 0; length <= file.Length; length += length < 64 ? 1 : 37)
            {
                var size = PictureSize.Find(file.AsSpan(0, length), kind);
                if (kind == FileKind.Jpeg && size is not null) Assert.Equal(whole, size);
            }
        }

        Assert.NotNull(whole);
    }

    [Fact]
    public void Little_and_big_endian_tiff_tell_their_size()
    {
        byte[] little = [.. "II"u8, 42, 0, 8, 0, 0, 0, 2, 0, 0, 1, 4, 0, 1, 0, 0, 0, 0x10, 0x27, 0, 0, 1, 1, 3, 0, 1, 0, 0, 0, 0x20, 3, 0, 0];
        byte[] big = [.. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 2, 1, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0x27, 0x10, 1, 1, 0, 3, 0, 0, 0, 1, 3, 0x20, 0, 0];

        Assert.Equal(new ClaimedSize(10_000, 800), PictureSize.Find(little, FileKind.Tiff));
        Assert.Equal(new ClaimedSize(10_000, 800), PictureSize.Find(big, FileKind.Tiff));
    }
}
