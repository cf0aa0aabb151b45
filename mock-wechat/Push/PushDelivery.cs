using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using MockWeChat.Platform;

namespace MockWeChat.Push;

internal enum PushOutcome { Underway, Delivered, WrongReply, NoAnswer }

/// <param name="At">When the try began.</param>
/// <param name="Status">Null: no answer came in time.</param>
/// <param name="Reply">The first characters of the answer.</param>
internal sealed record PushTry(DateTimeOffset At, int? Status, string Reply);

/// <summary>One message on its way to the server, with each answer that came.</summary>
internal sealed class Pushed(string eventName, PushMode mode, PushFormat format, PushFlaw flaw, DateTimeOffset at)
{
    private readonly Bounded<PushTry> _tries = new(8);

    public Guid Id { get; } = Guid.CreateVersion7();
    public string Event { get; } = eventName;
    public PushMode Mode { get; } = mode;
    public PushFormat Format { get; } = format;
    public PushFlaw Flaw { get; } = flaw;
    public DateTimeOffset At { get; } = at;
    public PushOutcome Outcome { get; set; }
    public IReadOnlyList<PushTry> Tries => _tries.Where(_ => true);

    public void Tried(PushTry tried) => _tries.Add(tried);
}

/// <summary>Pushes as the platform does: five seconds each, three tries of the same bytes while no answer comes, then never again.</summary>
internal sealed class PushDelivery(
    IOptions<MockOptions> options, Settings settings, IHttpClientFactory clients, TimeProvider clock, IHostApplicationLifetime life)
{
    public const string ClientName = "push";
    private const int Tries = 3;
    private readonly Bounded<Pushed> _pushed = new(2000);

    public IReadOnlyList<Pushed> All => _pushed.Where(_ => true);

    public void Forget() => _pushed.Clear();

    /// <summary>Pushes in the way that the account is set up; nowhere to push to is not an error.</summary>
    public Task Announce(PushedEvent told) =>
        settings.Now.PushUrl.Length == 0 ? Task.CompletedTask : Push(told, settings.Now.PushMode, settings.Now.PushFormat, PushFlaw.None, copies: 1);

    /// <summary>Pushes the same bytes <paramref name="copies"/> times, one after the other.</summary>
    public async Task<IReadOnlyList<Pushed>> Push(PushedEvent told, PushMode mode, PushFormat format, PushFlaw flaw, int copies)
    {
        var target = settings.Now.PushUrl;
        var envelope = PushEnvelope.Seal(told, options.Value, mode, format, flaw, clock.GetUtcNow());
        List<Pushed> all = [];
        for (var copy = 0; copy < copies; copy++)
        {
            var pushed = _pushed.Add(new Pushed(told.Name, mode, format, flaw, clock.GetUtcNow()));
            all.Add(pushed);
            await Deliver(pushed, envelope, target);
        }
        return all;
    }

    private async Task Deliver(Pushed pushed, PushEnvelope envelope, string target)
    {
        for (var number = 1; number <= Tries && !life.ApplicationStopping.IsCancellationRequested; number++)
        {
            var tried = await Try(envelope, target);
            pushed.Tried(tried);
            if (tried.Status is null) continue;
            // Any answer ends it, a wrong one too: it is for the record, not for another try.
            pushed.Outcome = tried is { Status: 200, Reply: "" or "success" } ? PushOutcome.Delivered : PushOutcome.WrongReply;
            return;
        }
        pushed.Outcome = PushOutcome.NoAnswer;
    }

    private async Task<PushTry> Try(PushEnvelope envelope, string target)
    {
        var at = clock.GetUtcNow();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(life.ApplicationStopping);
        timeout.CancelAfter(options.Value.PushTimeout);
        try
        {
            using var content = new ByteArrayContent(envelope.Body);
            content.Headers.ContentType = new MediaTypeHeaderValue(envelope.ContentType);
            var address = target + (target.Contains('?', StringComparison.Ordinal) ? '&' : '?') + envelope.Query;
            using var answer = await clients.CreateClient(ClientName).PostAsync(new Uri(address), content, timeout.Token);
            var reply = await answer.Content.ReadAsStringAsync(timeout.Token);
            return new PushTry(at, (int)answer.StatusCode, reply.Length <= 500 ? reply : reply[..500]);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return new PushTry(at, null, "");
        }
    }
}
