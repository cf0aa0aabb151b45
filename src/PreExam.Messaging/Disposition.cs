namespace PreExam.Messaging;

/// <summary>A consumer's answer. There is no fourth: endless retries and silent drops can't be said.</summary>
public abstract record Disposition
{
    private Disposition()
    {
    }

    /// <summary>It happened, or had happened already.</summary>
    public static Disposition Done { get; } = new Completed();

    /// <summary>See <see cref="Done"/>.</summary>
    public sealed record Completed : Disposition;

    /// <summary>Not now. The messages behind it wait too, because order is kept.</summary>
    /// <param name="Delay">How long to wait.</param>
    /// <param name="SpendsAttempt">
    /// False when the wait is nobody's failure, as with a quota that is used up until midnight. Even so not for ever: see
    /// <see cref="QueueOptions.LongestPutOff"/>.
    /// </param>
    /// <param name="Why">A stable code for whoever finds the message among the dead letters one day.</param>
    public sealed record RetryAfter(TimeSpan Delay, bool SpendsAttempt = true, string? Why = null) : Disposition;

    /// <summary>Never by itself: a person has to look. The messages behind it go on.</summary>
    /// <param name="Reason">A stable code.</param>
    public sealed record DeadLetter(string Reason) : Disposition;
}
