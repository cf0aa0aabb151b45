using System.Net.Http.Headers;

namespace PreExam.Testing;

/// <summary>Keeps somebody signed in, also when a test moves the clock past the end of their token.</summary>
internal sealed class BearerHandler(Func<Task<string>> renew, TimeProvider clock, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly TimeSpan UseFor = TimeSpan.FromMinutes(25);

    private readonly SemaphoreSlim _one = new(1);
    private string? _token;
    private DateTimeOffset _renewAt;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization ??= new AuthenticationHeaderValue("Bearer", await Token());
        return await base.SendAsync(request, cancellationToken);
    }

    private async Task<string> Token()
    {
        await _one.WaitAsync();
        try
        {
            if (_token is null || clock.GetUtcNow() >= _renewAt) (_token, _renewAt) = (await renew(), clock.GetUtcNow() + UseFor);
            return _token;
        }
        finally
        {
            _one.Release();
        }
    }
}
