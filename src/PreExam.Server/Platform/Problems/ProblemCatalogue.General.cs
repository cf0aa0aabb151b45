namespace PreExam.Server.Platform;

public static partial class ProblemCatalogue
{
    private static ProblemKind[] General =>
    [
        new("request_invalid", 400, "请求内容有误", "The request is not valid", "请按提示修改后重新提交。", "Correct what is named in errors and send again."),
        new("body_unreadable", 400, "请求格式无法识别", "The body can't be read", "请检查内容是否为完整的JSON。", "Send complete JSON in UTF-8 as the API's description says."),
        new("signed_out", 401, "登录已失效", "Not signed in", "请重新登录。", "Sign in and send again with the new token."),
        new("not_allowed", 403, "您没有此项权限", "Your role may not do this", "请联系管理员。", "Ask an administrator for the role that the operation names."),
        new("not_found", 404, "没有找到", "Not found", "请核对后重试。", "Check the id; what is not yours is not shown."),
        new("method_not_allowed", 405, "不支持这种操作", "Method not allowed", "请查看接口说明。", "See the API's description for the methods of this address."),
        new("media_type_unsupported", 415, "内容类型不支持", "Content type not supported", "请按接口说明发送。", "Send the content type that the API's description names."),
        new("body_too_large", 413, "内容过大", "The body is too large", "请减小后重试。", "Send less at once."),
        new("version_missing", 428, "缺少版本号", "If-Match is missing", "请刷新后重试。", "Read the resource and send its ETag as If-Match."),
        new("changed_meanwhile", 412, "内容已被更新", "Changed meanwhile", "请刷新后再操作。", "Read the resource again, look at what changed, and repeat."),
        new("idempotency_key_missing", 400, "缺少幂等键", "Idempotency-Key is missing", "请更新小程序后重试。", "Send a fresh Idempotency-Key (8 to 100 characters) with each new intention."),
        new("idempotency_key_reused", 422, "同一请求编号内容不同", "Idempotency-Key was used for another request", "请重新操作一次。", "Use a new key for a new intention."),
        new("request_under_way", 409, "相同请求正在处理", "The same request is under way", "请稍候。", "Wait a second and send the same request again."),
        new("cursor_invalid", 400, "翻页位置无效", "The cursor is not valid", "请从第一页重新查看。", "Use the value of next as it came, or start without after."),
        new("too_many_requests", 429, "操作过于频繁", "Too many requests", "请稍后再试。", "Wait as Retry-After says."),
        new("neighbour_unavailable", 503, "相关服务暂时不可用", "A service that we depend on does not answer", "请稍后再试，您的内容不会丢失。", "Try again as Retry-After says; nothing was lost."),
        new("internal_error", 500, "系统出现问题", "Something went wrong on our side", "请稍后再试；如仍有问题请告知编号。", "Try again later; quote the trace id to support."),
    ];
}
