namespace PreExam.WeChat.Api;

/// <summary>
/// Reads an answer to its end before anyone judges it: a body that is cut or never ends is then a failed attempt like any
/// other, and a huge one is refused.
/// </summary>
internal sealed class WholeAnswerHandler : DelegatingHandler
{
    private const int MaxBytes = 4 * 1024 * 1024; // a code of 1280 pixels is a few hundred kilobytes

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            await response.Content.LoadIntoBufferAsync(MaxBytes, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
