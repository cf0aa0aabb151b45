namespace PreExam.Server.Platform;

public static partial class ProblemCatalogue
{
    private static ProblemKind[] Filings =>
    [
        new("webhook_unsigned", 401, "签名无效", "The event is not signed by a known department", "请核对密钥与签名。", "Sign id.timestamp.body with the department's secret (Standard Webhooks)."),
        new("webhook_stale", 400, "时间戳过期", "The event's timestamp is too old or too new", "请校准时钟后重发。", "Send within five minutes of the timestamp; check the clock."),
        new("webhook_id_reused", 422, "事件编号重复使用", "The event's id was used for another event", "请为每个事件使用新的编号。", "Give each event a webhook-id of its own; only a repeat of the same event carries the same one."),
    ];
}
