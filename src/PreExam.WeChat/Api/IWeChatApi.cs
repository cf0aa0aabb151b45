using Refit;

namespace PreExam.WeChat.Api;

/// <summary>
/// WeChat's server API as far as we use it. Bodies are buffered: WeChat answers HTTP 412 to a request without Content-Length.
/// Tokens and the secret travel in the query, so nothing may log these addresses.
/// </summary>
internal interface IWeChatApi
{
    [Post("/cgi-bin/stable_token")]
    Task<ApiResponse<TokenAnswer>> StableToken([Body(buffered: true)] TokenRequest body, CancellationToken cancellation);

    [Get("/sns/jscode2session")]
    Task<ApiResponse<SessionAnswer>> CodeToSession(
        string appid,
        string secret,
        [AliasAs("js_code")] string code,
        [AliasAs("grant_type")] string grantType,
        CancellationToken cancellation);

    [Post("/wxa/business/getuserphonenumber")]
    Task<ApiResponse<PhoneAnswer>> PhoneNumber(
        [AliasAs("access_token")] string token, [Body(buffered: true)] PhoneRequest body, CancellationToken cancellation);

    [Post("/cgi-bin/message/subscribe/send")]
    Task<ApiResponse<SendAnswer>> Send(
        [AliasAs("access_token")] string token, [Body(buffered: true)] SendRequest body, CancellationToken cancellation);

    [Get("/wxaapi/newtmpl/gettemplate")]
    Task<ApiResponse<TemplatesAnswer>> Templates([AliasAs("access_token")] string token, CancellationToken cancellation);

    [Post("/wxa/getwxacodeunlimit")]
    Task<HttpResponseMessage> UnlimitedCode(
        [AliasAs("access_token")] string token, [Body(buffered: true)] CodeRequest body, CancellationToken cancellation);
}
