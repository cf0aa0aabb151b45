namespace PreExam.Server.Platform;

public static partial class ProblemCatalogue
{
    private static ProblemKind[] Uploads =>
    [
        new("upload_not_multipart", 415, "上传格式不正确", "The multipart body has no boundary", "请更新小程序后重试。", "Name the boundary in Content-Type, as wx.uploadFile does."),
        new("upload_incomplete", 400, "上传中断", "The upload ended too early or can't be read", "请在网络良好时重新上传。", "Send the whole file again; nothing of it was kept."),
        new("upload_part_unexpected", 400, "上传内容有误", "A part of the upload is not expected", "请每次只上传一个文件。", "Send one file part named file and short text parts only."),
        new("file_missing", 400, "没有收到文件", "The file is missing or empty", "请重新选择文件上传。", "Send one non-empty part named file."),
        new("file_too_large", 413, "文件过大", "The file is too large", "请压缩或用普通模式重新拍照。", "Send at most as many bytes as subjects says."),
        new("file_kind_unsupported", 415, "不支持这种文件", "This kind of file is not taken", "请上传照片（JPG、PNG、HEIC等）或PDF。", "Send JPEG, PNG, WebP, TIFF, HEIC, BMP or PDF; subjects says what this is, title and remedy what to send instead of it."),
        new("slot_format_not_allowed", 415, "该材料不接受这种文件", "This material does not take this kind of file", "请按材料要求的格式上传。", "Send one of the formats that subjects names after the first; the first is what this is."),
        new("too_many_pixels", 422, "图片尺寸过大", "The picture has too many pixels", "请用手机普通拍照模式重拍。", "Take it again in the phone's ordinary mode."),
        new("too_many_pages", 409, "页数已达上限", "No more pages fit", "请先删除多余的页再上传。", "Remove a page first; subjects says whether the material or the case is full, and the limit."),
        new("sha256_mismatch", 422, "文件在传输中发生变化", "Other bytes arrived than were announced", "请重新上传。", "Send the file again; subjects has the hash of what arrived."),
    ];

    private static ProblemKind[] Pages =>
    [
        new("image_link_expired", 410, "图片链接已过期", "The image link has expired", "请刷新页面。", "Ask for new links."),
        new("print_unavailable", 503, "暂时不能打印", "Printing is not available here", "请联系管理员，或逐页查看。", "This build came without a Chinese font: build the server on a machine that has npm."),
        new("too_many_streams", 429, "打开的页面过多", "Too many live streams are open", "请关闭其他页面后重试。", "Close another stream first."),
    ];
}
