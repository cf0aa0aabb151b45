using Microsoft.AspNetCore.Http.HttpResults;
using PreExam.Domain.Matters;
using PreExam.Imaging;
using PreExam.Server.Platform;

namespace PreExam.Server.Pages;

/// <summary>What a file is that is not taken, and what to send instead of it: one entry for each of <see cref="OtherContent.Names"/>.</summary>
internal static class OtherKinds
{
    private static readonly LocalText PhotographPaper = new("请直接给纸质材料拍照上传。", "Photograph the paper itself and send that.");

    private static readonly LocalText SaveAsJpeg = new("请在相册或看图软件里另存为JPG，或用手机直接拍照上传。", "Save it as JPEG, or photograph the paper with the phone's own camera.");

    private static readonly LocalText ExportPdf = new("请打开文件后导出（另存）为PDF再上传，或打印后拍照。", "Open it and export it as PDF, or print it and photograph the print.");

    private static readonly LocalText Unpack = new("请先解压，再把里面的图片或PDF逐个上传。", "Unpack it and send the pictures or PDF files in it one by one.");

    private static readonly Dictionary<string, (LocalText What, LocalText Instead)> Known = new(StringComparer.Ordinal)
    {
        ["archive"] = (new("压缩包", "an archive"), Unpack),
        ["audio"] = (new("录音", "a sound recording"), PhotographPaper),
        ["avif"] = (new("AVIF图片", "an AVIF picture"), SaveAsJpeg),
        ["cad"] = (new("CAD图纸", "a CAD drawing"), ExportPdf),
        ["empty"] = (new("空文件", "an empty file"), PhotographPaper),
        ["gif"] = (new("GIF动图", "a GIF picture"), SaveAsJpeg),
        ["html"] = (new("网页", "a web page"), ExportPdf),
        ["icon"] = (new("图标文件", "an icon"), PhotographPaper),
        ["jpeg-2000"] = (new("JPEG 2000图片", "a JPEG 2000 picture"), SaveAsJpeg),
        ["jpeg-xl"] = (new("JPEG XL图片", "a JPEG XL picture"), SaveAsJpeg),
        ["ofd"] = (new("OFD版式文件", "an OFD document"), new("请用OFD阅读器打开，另存为PDF再上传。", "Open it in an OFD reader and save it as PDF.")),
        ["office"] = (new("Office或WPS文档", "an Office document"), ExportPdf),
        ["photoshop"] = (new("Photoshop文件", "a Photoshop file"), SaveAsJpeg),
        ["postscript"] = (new("PostScript文件", "a PostScript file"), ExportPdf),
        ["program"] = (new("程序文件", "a program"), PhotographPaper),
        ["raw"] = (new("相机RAW原片", "a camera's raw file"), SaveAsJpeg),
        ["svg"] = (new("SVG矢量图", "an SVG drawing"), ExportPdf),
        ["text"] = (new("纯文本", "plain text"), PhotographPaper),
        ["unknown"] = (new("无法识别的文件", "not a kind of file that is known here"), PhotographPaper),
        ["video"] = (new("视频", "a video"), new("请不要录像，逐页拍照上传。", "Don't film it: photograph it page by page.")),
    };

    /// <summary>The refusal of a file, naming what it is.</summary>
    public static ProblemHttpResult Problem(string name)
    {
        var (what, instead) = Known[name];
        var kind = ProblemCatalogue.Get("file_kind_unsupported");
        return Problems.Of(
            kind with
            {
                TitleZh = $"{kind.TitleZh}：{what.Zh}", TitleEn = $"{kind.TitleEn}: it is {what.En}",
                RemedyZh = instead.Zh, RemedyEn = instead.En,
            },
            [name]);
    }

    /// <summary>What it is and what to send instead.</summary>
    public static (LocalText What, LocalText Instead) Of(string name) => Known[name];
}
