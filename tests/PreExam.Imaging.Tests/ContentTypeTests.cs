using System.Text;
using CsCheck;

namespace PreExam.Imaging.Tests;

/// <summary>Content decides, never the name: what the upload endpoint is told from a file's first bytes.</summary>
public sealed class ContentTypeTests
{
    [Theory]
    [InlineData("FFD8FFE0", FileKind.Jpeg)]
    [InlineData("89504E470D0A1A0A", FileKind.Png)]
    [InlineData("52494646 00000000 57454250 56503820", FileKind.WebP)]
    [InlineData("49492A00", FileKind.Tiff)]
    [InlineData("4D4D002A", FileKind.Tiff)]
    [InlineData("424D 00000000 0000 0000 36000000 28000000 01000000 01000000", FileKind.Bmp)]
    [InlineData("0000001C 66747970 68656963 00000000 6D696631 68656963", FileKind.Heic)]
    [InlineData("0000001C 66747970 6D696631 00000000 6D696631 68656963 6D696166", FileKind.Heic)]
    [InlineData("255044462D312E37", FileKind.Pdf)]
    [InlineData("0D0A0D0A 255044462D312E37", FileKind.Pdf)]
    public void An_accepted_file_is_known_by_its_first_bytes(string hex, FileKind kind) =>
        Assert.Equal(kind, ContentType.Sniff(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))).Kind);

    [Theory]
    [InlineData("474946383961", "gif")]
    [InlineData("0000001C 66747970 61766966 00000000 6D696631 6D696166", "avif")]
    [InlineData("0000001C 66747970 6D696631 00000000 61766966 6D696166", "avif")]
    [InlineData("00000018 66747970 6D703432 00000000 69736F6D", "video")]
    [InlineData("D0CF11E0A1B11AE1", "office")]
    [InlineData("526172211A0700", "archive")]
    [InlineData("", "empty")]
    [InlineData("00", "unknown")]
    [InlineData("424D6F6E6A6F75722C20636563692065737420756E20746578746520", "text")]
    [InlineData("0000000C 4A584C20 0D0A870A", "jpeg-xl")]
    [InlineData("0000000C 6A502020 0D0A870A", "jpeg-2000")]
    [InlineData("00000018 66747970 63727820 00000001", "raw")]
    [InlineData("49492A00 10000000 43520200", "raw")]
    [InlineData("1A45DFA3 01000000", "video")]
    [InlineData("00000014 6D6F6F76 0000006C", "video")]
    [InlineData("00000100 0100 2020", "icon")]
    [InlineData("494433 0300 0000", "audio")]
    public void What_is_not_accepted_is_named(string hex, string name) =>
        Assert.Equal(new SniffedContent(null, name), ContentType.Sniff(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))));

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>", "svg")]
    [InlineData("<?xml version='1.0'?>\n<!-- a drawing --><svg/>", "svg")]
    [InlineData("<!DOCTYPE html><html></html>", "html")]
    [InlineData("PK\u0003\u0004\u0014\u0000[Content_Types].xml", "office")]
    [InlineData("PK\u0003\u0004\u0014\u0000picture.jpg", "archive")]
    [InlineData("<HTML><HEAD>", "html")]
    [InlineData("PK\u0003\u0004\u0014\u0000\u0000\u0000OFD.xml", "ofd")]
    [InlineData("{\\rtf1\\ansi", "office")]
    [InlineData("%!PS-Adobe-3.0", "postscript")]
    [InlineData("AC1027 a drawing", "cad")]
    [InlineData("MZ\u0090\u0000", "program")]
    [InlineData("8BPS\u0000\u0001", "photoshop")]
    [InlineData("FUJIFILMCCD-RAW 0201", "raw")]
    [InlineData("RIFF....WAVEfmt ", "audio")]
    [InlineData("RIFF....AVI LIST", "video")]
    [InlineData("just words", "text")]
    public void Text_and_packages_are_named(string content, string name) =>
        Assert.Equal(new SniffedContent(null, name), ContentType.Sniff(Encoding.Latin1.GetBytes(content)));

    [Fact]
    public void A_drawing_that_calls_itself_a_photograph_is_not_decoded()
    {
        var svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"u8.ToArray();

        Assert.Equal(ImagingCodes.UnsupportedFormat, Pictures.RefusalOf(svg, FileKind.Jpeg));
    }

    [Fact]
    public void No_first_bytes_whatever_are_a_surprise() =>
        Gen.Byte.Array[0, 64].Sample(bytes => ContentType.Sniff(bytes).Name.Length > 0);
}
