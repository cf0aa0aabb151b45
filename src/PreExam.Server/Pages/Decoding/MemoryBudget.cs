namespace PreExam.Server.Pages.Decoding;

/// <summary>
/// Memory that is shared out in the order in which it is asked for, so that a large picture is not overtaken for ever by small
/// ones. Who asks for more than there is gets all of it, alone.
/// </summary>
/// <param name="bytes">All there is.</param>
internal sealed class MemoryBudget(long bytes)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Share> _waiting = [];

    /// <summary>Bytes that are given out.</summary>
    public long Given { get; private set; }

    public async Task<Share> Take(long wanted, CancellationToken cancellation)
    {
        var share = new Share(this, Math.Min(wanted, bytes));
        lock (_lock)
        {
            _waiting.AddLast(share);
            Admit();
        }

        await using var leaving = cancellation.Register(() => Leave(share, cancellation));
        await share.Admitted.Task;
        return share;
    }

    private void Admit()
    {
        while (_waiting.First is { Value: var next } && Given + next.Bytes <= bytes)
        {
            _waiting.RemoveFirst();
            Given += next.Bytes;
            next.Admitted.SetResult();
        }
    }

    private void Leave(Share share, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (!_waiting.Remove(share)) return;
            share.Admitted.SetCanceled(cancellation);
            Admit(); // those behind it may be smaller
        }
    }

    private void GiveBack(Share share)
    {
        lock (_lock)
        {
            Given -= share.Bytes;
            Admit();
        }
    }

    /// <summary>A part of the budget; disposing gives it back.</summary>
    internal sealed class Share(MemoryBudget budget, long bytes) : IDisposable
    {
        private int _givenBack;

        public long Bytes => bytes;

        internal TaskCompletionSource Admitted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _givenBack, 1) == 0) budget.GiveBack(this);
        }
    }
}
