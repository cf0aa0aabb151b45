namespace PreExam.WeChat.Messages;

/// <summary>
/// One message at a time to one person: WeChat refuses a second one that arrives meanwhile (43108). A few people share a
/// place; that costs a short wait and no memory per person. Other processes are caught by the refusal itself.
/// </summary>
internal sealed class PerPersonQueue : IDisposable
{
    private readonly SemaphoreSlim[] _places = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    public async Task<IDisposable> Enter(string openid, CancellationToken cancellation)
    {
        var place = _places[(uint)openid.GetHashCode(StringComparison.Ordinal) % (uint)_places.Length];
        await place.WaitAsync(cancellation).ConfigureAwait(false);
        return new Turn(place);
    }

    public void Dispose()
    {
        foreach (var place in _places) place.Dispose();
    }

    private sealed class Turn(SemaphoreSlim place) : IDisposable
    {
        public void Dispose() => place.Release();
    }
}
