namespace PreExam.Server.Pages.Live;

/// <summary>Wakes the streams of this process when their case has news.</summary>
internal sealed class NewsBell
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, List<Ear>> _ears = [];
    private readonly Dictionary<Guid, IReadOnlyList<PageWait>> _waits = [];

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

    /// <summary>Keeps how long a listened case's pages have to wait, and wakes its streams where a place has changed.</summary>
    public void Tell(Guid caseId, IReadOnlyList<PageWait> waits)
    {
        lock (_lock)
        {
            if (!_ears.TryGetValue(caseId, out var ears) || SamePlaces(waits, _waits.GetValueOrDefault(caseId) ?? [])) return;
            if (waits.Count > 0) _waits[caseId] = waits;
            else _waits.Remove(caseId);
            foreach (var ear in ears) ear.HearAnything();
        }
    }

    /// <summary>Drops what was told of cases that nobody listens to any more. Not at once: a stream listens anew after everything it hears.</summary>
    public void ForgetUnheard()
    {
        lock (_lock)
        {
            foreach (var gone in _waits.Keys.Where(c => !_ears.ContainsKey(c)).ToArray()) _waits.Remove(gone);
        }
    }

    /// <summary>What was told last of a case's waiting pages.</summary>
    public IReadOnlyList<PageWait> WaitsOf(Guid caseId)
    {
        lock (_lock) return _waits.GetValueOrDefault(caseId) ?? [];
    }

    /// <summary>Cases that somebody listens to.</summary>
    public IReadOnlyList<Guid> Listened()
    {
        lock (_lock) return [.. _ears.Keys];
    }

    private static bool SamePlaces(IReadOnlyList<PageWait> these, IReadOnlyList<PageWait> those) =>
        these.Select(w => (w.PageId, w.Position)).SequenceEqual(those.Select(w => (w.PageId, w.Position)));

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

        internal void HearAnything() => _heard.TrySetResult();
    }
}
