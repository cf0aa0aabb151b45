namespace PreExam.Server.Pages.Live;

/// <summary>Wakes the streams of this process when their case has news.</summary>
internal sealed class NewsBell
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, List<Ear>> _ears = [];

    /// <summary>Listens for news later than <paramref name="after"/>. Begin before looking into the database, so that none falls between.</summary>
    public Ear Listen(Guid caseId, int after)
    {
        var ear = new Ear(this, caseId, after);
        lock (_lock)
        {
            if (!_ears.TryGetValue(caseId, out var ears)) _ears[caseId] = ears = [];
            ears.Add(ear);
        }

        return ear;
    }

    public void Ring(Guid caseId, int sequence)
    {
        lock (_lock)
        {
            foreach (var ear in _ears.GetValueOrDefault(caseId) ?? []) ear.Hear(sequence);
        }
    }

    /// <summary>Cases that somebody listens to.</summary>
    public IReadOnlyList<Guid> Listened()
    {
        lock (_lock) return [.. _ears.Keys];
    }

    private void Remove(Ear ear)
    {
        lock (_lock)
        {
            if (!_ears.TryGetValue(ear.CaseId, out var ears)) return;
            ears.Remove(ear);
            if (ears.Count == 0) _ears.Remove(ear.CaseId);
        }
    }

    /// <summary>One who listens; disposing ends it.</summary>
    internal sealed class Ear(NewsBell bell, Guid caseId, int after) : IDisposable
    {
        private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Guid CaseId => caseId;

        public Task Heard => _heard.Task;

        public void Dispose() => bell.Remove(this);

        internal void Hear(int sequence)
        {
            if (sequence > after) _heard.TrySetResult();
        }
    }
}
