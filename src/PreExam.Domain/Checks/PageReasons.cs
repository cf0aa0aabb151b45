using PreExam.Domain.Matters;

namespace PreExam.Domain.Checks;

/// <summary>What the machine's findings on a page mean in the applicant's words. Machines advise: a picture that could be opened never refuses a submission.</summary>
public static class PageReasons
{
    /// <summary>How serious it is, what is wrong and what to do about it.</summary>
    /// <param name="Severity">How serious.</param>
    /// <param name="Message">What is wrong.</param>
    /// <param name="Remedy">What to do about it.</param>
    public sealed record Reason(Severity Severity, LocalText Message, LocalText Remedy);

    private static readonly LocalText Retake = new("请重新拍摄这一页；确实拍不清楚的，请说明原因。", "Take this page again; if it can't be made clearer, say why.");

    private static readonly LocalText PhotographInstead = new("请直接给纸质材料拍照上传。", "Please photograph the paper instead.");

    private static readonly LocalText SplitIt = new("请分成几个文件上传，或逐页拍照。", "Send it in several files, or photograph it page by page.");

    private static readonly Dictionary<string, Reason> Known = new(StringComparer.Ordinal)
    {
        ["IMG_BLUR"] = new(Severity.Warning,
            new("照片不清晰，文字难以辨认", "the picture is blurred, its text is hard to read"),
            new("把材料平放在亮处，手机拿稳、对焦后重拍。", "Lay the paper flat in good light, hold the phone still, let it focus and take it again.")),
        ["IMG_DARK"] = new(Severity.Warning,
            new("照片太暗或有阴影", "the picture is too dark or in shadow"),
            new("换到明亮处，手和手机不要挡住光线后重拍。", "Move to a bright place, keep hand and phone out of the light and take it again.")),
        ["IMG_GLARE"] = new(Severity.Warning,
            new("照片反光，遮住了部分内容", "glare hides part of the picture"),
            new("关掉闪光灯，换个角度避开灯光后重拍。", "Switch the flash off, turn away from lamps and windows and take it again.")),
        ["IMG_LOWRES"] = new(Severity.Warning,
            new("照片像素太低，放大后看不清", "the picture has too few pixels to read"),
            new("请直接拍照，或选“原图”上传，不要用转发过的图片。", "Take a new picture or send the original, not one that was forwarded.")),
        ["IMG_BLANK"] = new(Severity.Warning,
            new("照片上看不到内容", "there is nothing to see in the picture"),
            new("请确认镜头没有被遮住、没有拍到空白的一面，然后重拍。", "Make sure that the lens is free and the written side is up, and take it again.")),
        ["IMG_CROP"] = new(Severity.Warning,
            new("材料没有拍完整", "part of the paper is outside the picture"),
            new("四个角都拍进画面，四周留一点空白。", "Keep all four corners in the picture with a little space around them.")),
        ["IMG_SKEW"] = new(Severity.Notice,
            new("照片有些倾斜", "the picture is tilted"),
            new("从正上方拍摄会更清楚。", "A picture from straight above reads better.")),
        ["IMG_SEVERAL_PAPERS"] = new(Severity.Warning,
            new("一张照片里有几份材料", "there is more than one paper in one picture"),
            new("请每份材料单独拍一张；证件正反面也分开拍。", "Take one picture of each paper; of a card, one of each side.")),
        ["IMG_BORDER_UNSURE"] = new(Severity.Notice,
            new("没有认准材料的边缘，保留了整张照片", "the paper's edges could not be made out, so the whole picture was kept"),
            new("可以把材料放在颜色不同的桌面上重拍，或手动选择四个角。", "You can take it again on a table of another colour, or set the four corners by hand.")),
        ["IMG_CORNERS_UNUSABLE"] = new(Severity.Warning,
            new("选择的四个角围不成页面", "the four corners that were set make no page"),
            new("请按左上、右上、右下、左下的顺序重新选择。", "Set them again: upper left, upper right, lower right, lower left.")),
        ["DECODE_TRUNCATED"] = new(Severity.Blocker,
            new("文件不完整，上传可能中断过", "the file ends too early: the upload may have been cut off"),
            new("请在网络好的地方重新上传。", "Send it again where the network is good.")),
        ["DECODE_FAILED"] = new(Severity.Blocker, new("文件已损坏，打不开", "the file is damaged and can't be opened"), PhotographInstead),
        ["TOO_MANY_PIXELS"] = new(Severity.Blocker,
            new("图片尺寸过大", "the picture has too many pixels"),
            new("请用手机普通拍照模式重拍。", "Take it again in the phone's ordinary mode.")),
        ["UNSUPPORTED_FORMAT"] = new(Severity.Blocker, new("不支持这种文件", "this kind of file is not taken"), PhotographInstead),
        ["IMG_TOO_MANY_PAGES"] = new(Severity.Blocker, new("一个文件里的页数太多", "there are too many pages in one file"), SplitIt),
        ["PDF_TOO_MANY_PAGES"] = new(Severity.Blocker, new("PDF 的页数太多", "the PDF has too many pages"), SplitIt),
        ["PDF_ENCRYPTED"] = new(Severity.Blocker,
            new("PDF 有密码，打不开", "the PDF is locked by a password"),
            new("请上传没有密码的文件，或直接拍照。", "Send it without a password, or photograph the paper.")),
        ["PDF_XFA"] = new(Severity.Blocker,
            new("这是只能用Adobe Reader填写的动态表单，这里看不到内容", "the PDF is a dynamic form that only Adobe Reader can show"),
            new("请用Adobe Reader打开，选择“打印”到PDF后上传，或打印出来拍照。", "Open it in Adobe Reader and print it to a PDF, or print it and photograph the print.")),
        ["PDF_EMPTY"] = new(Severity.Blocker, new("PDF里没有内容", "there is nothing on the pages of the PDF"), PhotographInstead),
        ["MATERIAL_PAGES_FULL"] = new(Severity.Blocker,
            new("文件的页数超过了这份材料还能上传的页数", "the file has more pages than this material still takes"),
            new("请先删除多余的页，或只上传需要的那几页。", "Remove pages that are not needed, or send only those that are asked for.")),
        ["PDF_NEEDS_POPPLER"] = new(Severity.Blocker, new("这种 PDF 暂时不能查看", "this kind of PDF can't be shown here"), PhotographInstead),
        ["PDF_PAGE_SIZE"] = new(Severity.Blocker, new("PDF 的页面大小不正常", "a page of the PDF is not the size of a paper"), PhotographInstead),
        ["PDF_TOO_COMPLEX"] = new(Severity.Blocker, new("PDF 太复杂，处理不了", "the PDF is too complex to be drawn"), PhotographInstead),
        ["STORED_BYTES_DIFFER"] = new(Severity.Blocker,
            new("保存的文件与收到的不一致", "the stored file is not the one that arrived"),
            new("请删除这一页后重新上传。", "Remove this page and send it again.")),
    };

    /// <summary>The words for a finding's code; a code without words of its own gets general ones that name it.</summary>
    public static Reason Of(string code) => Known.GetValueOrDefault(code)
        ?? new(Severity.Warning, new($"这一页可能有问题（{code}）", $"something may be wrong with this page ({code})"), Retake);

    /// <summary>A page that could not be opened can't be judged by anyone, so it must be replaced.</summary>
    public static Reason Unreadable { get; } = new(Severity.Blocker,
        new("文件打不开，可能已损坏或受密码保护", "the file can't be opened: damaged or locked by a password"),
        new("请重新拍摄，或换一个没有密码的文件上传。", "Take a new picture, or send a file without a password."));

    /// <summary>A page that stopped the machine may still be fine: the applicant may explain instead.</summary>
    public static Reason Quarantined { get; } = new(Severity.Warning,
        new("系统处理不了这个文件，已停止处理", "the system could not work on this file and has stopped trying"),
        new("请重新拍摄这一页；确实没有别的文件的，请说明原因。", "Take this page again; if there is no other file, say why."));
}
