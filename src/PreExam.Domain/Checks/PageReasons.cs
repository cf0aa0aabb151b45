using PreExam.Domain.Matters;

namespace PreExam.Domain.Checks;

/// <summary>What the machine's findings on a page mean in the applicant's words. Machines advise: a picture that could be opened never refuses a submission.</summary>
internal static class PageReasons
{
    public sealed record Reason(Severity Severity, LocalText Message, LocalText Remedy);

    private static readonly LocalText Retake = new("请重新拍摄这一页；确实拍不清楚的，请说明原因。", "Take this page again; if it can't be made clearer, say why.");

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
        ["STORED_BYTES_DIFFER"] = new(Severity.Blocker,
            new("保存的文件与收到的不一致", "the stored file is not the one that arrived"),
            new("请删除这一页后重新上传。", "Remove this page and send it again.")),
    };

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
