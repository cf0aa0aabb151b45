using Xunit;

namespace PreExam.Testing;

/// <summary>What a server under test stands on.</summary>
public enum Backend
{
    /// <summary>SQLite, disk and the embedded broker: no other program.</summary>
    Embedded,

    /// <summary>A real PostgreSQL and a real Redis.</summary>
    Servers,
}

/// <summary>For <c>[MemberData(nameof(Backends.All), MemberType = typeof(Backends))]</c>.</summary>
public static class Backends
{
    public static TheoryData<Backend> All { get; } = [Backend.Embedded, Backend.Servers];
}
