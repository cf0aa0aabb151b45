namespace PreExam.Server.Platform;

public static partial class ProblemCatalogue
{
    private static ProblemKind[] Accounts =>
    [
        new("refresh_token_invalid", 401, "登录已失效", "The refresh token is not valid", "请重新登录。", "Sign in again."),
        new("refresh_token_reused", 401, "登录凭证被重复使用", "The refresh token was used twice", "为安全起见，请重新登录。", "Every sign-in of this family has ended, because one of its tokens was used twice. Sign in again."),
        new("wechat_code_invalid", 422, "微信凭证无效", "WeChat does not know the code", "请重新获取后再试。", "Ask WeChat for a new code: one works once, for five minutes, for the person who asked for it."),
        new("wechat_person_blocked", 403, "微信限制了此账号登录", "WeChat blocks this account's sign-in", "请到政务服务大厅窗口办理。", "The counter of the service hall remains open."),
        new("wechat_busy", 503, "微信服务繁忙", "WeChat asks for patience", "请稍后再试。", "Try again as Retry-After says."),
        new("wechat_quota_used_up", 503, "微信服务次数已用完", "The account's share of WeChat is used up", "请稍后再试或到窗口办理。", "Try again as Retry-After says."),
        new("wechat_unavailable", 503, "微信服务暂时不可用", "WeChat does not answer", "请稍后再试。", "Try again as Retry-After says."),
        new("wechat_misconfigured", 503, "微信服务设置有误", "WeChat refuses our settings", "请稍后再试，已通知管理员。", "The office has been alarmed; try later."),
        new("wechat_not_configured", 503, "本系统未接入微信", "This installation has no WeChat account", "请到窗口办理。", "The operator has to set WeChat:AppId and its secret."),
        new("push_refused", 403, "推送未通过校验", "The push could not be verified", "请检查推送配置。", "Check the push token and key on both sides."),
        new("identity_level_needed", 403, "需要更高的认证等级", "A higher identity level is needed", "请先完成手机号绑定或实名认证。", "Reach the level named in subjects: bind a phone number, or confirm name and ID number."),
        new("consent_needed", 403, "需要您的同意", "Consent is needed", "请先阅读并同意列出的说明。", "Give consent to the kinds named in subjects with PUT me/consents."),
        new("consent_text_outdated", 409, "说明已更新", "The consent text has a newer version", "请阅读最新版本后再确认。", "Read GET consents and answer the version named there."),
        new("guardian_needed", 422, "未满十四周岁须由监护人办理", "A child under 14 acts through a guardian", "请监护人用自己的微信登录并代为申请。", "A guardian signs in and applies on behalf of the child."),
        new("identity_missing", 409, "尚未填写姓名和身份证号", "Name and ID number are missing", "请先填写姓名和身份证号。", "Send PUT me/identity first."),
        new("identity_not_confirmed", 422, "身份信息核验不一致", "The identity service does not confirm the person", "请核对姓名和身份证号；也可携带身份证到窗口核验。", "Correct name or number, or show the card at a counter."),
        new("case_open", 409, "还有未结束的预审件", "A case is still open", "请先撤回未结束的预审件。", "Withdraw each case named in subjects first."),
        new("sign_in_wrong", 401, "用户名或密码错误", "User name or password is wrong", "请核对后重试。", "Check both; after five wrong tries the account is locked for 15 minutes."),
        new("locked_out", 429, "账号已临时锁定", "The account is locked", "请15分钟后再试或联系管理员。", "Wait as Retry-After says."),
        new("already_set_up", 409, "系统已初始化", "The installation is set up already", "请由管理员添加账号。", "An administrator adds accounts."),
        new("setup_code_wrong", 403, "初始化代码错误", "The setup code is wrong", "请使用首次启动时打印的代码。", "Use the code that the first start printed; it works once."),
        new("user_name_taken", 409, "用户名已存在", "The user name is taken", "请换一个用户名。", "Choose another user name."),
        new("own_rights", 409, "不能取消自己的管理员权限", "You can't take away your own rights", "请由其他管理员操作。", "Another administrator can do this."),
    ];
}
