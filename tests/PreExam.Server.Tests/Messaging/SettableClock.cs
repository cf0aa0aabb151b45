namespace PreExam.Server.Tests.Messaging;

/// <summary>Stands still until it is moved.</summary>
public sealed class SettableClock : TimeProvider
{
    private DateTimeOffset _now = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;
}
