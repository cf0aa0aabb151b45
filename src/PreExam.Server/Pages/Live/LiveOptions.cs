using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PreExam.Server.Pages.Live;

/// <summary>Live signals to phones. Section <c>Live</c>.</summary>
public sealed class LiveOptions
{
    /// <summary>Streams and waiting polls of one person in one process. Default 4: a phone, a tablet and what they have not yet given up.</summary>
    [Range(1, 100)]
    public int StreamsPerPerson { get; init; } = 4;

    /// <summary>How often an idle stream sends a comment. Default 15 s: proxies cut silent connections after 30 or 60.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:10:00")]
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often news of other processes are looked for. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:01:00")]
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After this long a stream ends and the phone connects anew, with a token that is still good. Default 25 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00")]
    public TimeSpan LongestStream { get; init; } = TimeSpan.FromMinutes(25);
}

[OptionsValidator]
internal sealed partial class LiveOptionsValidator : IValidateOptions<LiveOptions>;

/// <summary>Counts the streams that a person has open in this process.</summary>
internal sealed class StreamPlaces(IOptions<LiveOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, int> _taken = [];

    /// <summary>A place, or null when all are taken; disposing gives it back.</summary>
    public IDisposable? Take(Guid person)
    {
        lock (_lock)
        {
            var taken = _taken.GetValueOrDefault(person);
            if (taken >= options.Value.StreamsPerPerson) return null;
            _taken[person] = taken + 1;
            return new Place(this, person);
        }
    }

    private void GiveBack(Guid person)
    {
        lock (_lock)
        {
            if (--_taken[person] == 0) _taken.Remove(person);
        }
    }

    private sealed class Place(StreamPlaces places, Guid person) : IDisposable
    {
        public void Dispose() => places.GiveBack(person);
    }
}
