namespace MockWeChat.Platform;

/// <summary>The latest so-and-so many, for any number of threads; the oldest make room.</summary>
internal sealed class Bounded<T>(int keep)
{
    private readonly Lock _gate = new();
    private readonly Queue<T> _items = [];

    public T Add(T item)
    {
        lock (_gate)
        {
            _items.Enqueue(item);
            if (_items.Count > keep) _items.Dequeue();
        }
        return item;
    }

    public IReadOnlyList<T> Where(Func<T, bool> wanted)
    {
        lock (_gate) return [.. _items.Where(wanted)];
    }

    public void Clear()
    {
        lock (_gate) _items.Clear();
    }
}
