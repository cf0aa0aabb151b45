namespace PreExam.Server.Tests.WrongInput;

/// <summary>What a wrong request is wrong in.</summary>
internal enum WrongKind
{
    /// <summary>What no description tells of, named beside the accepted request.</summary>
    Special,

    /// <summary>Who asks: method, token, role, identity level.</summary>
    Caller,

    /// <summary>Whose it is.</summary>
    Owner,

    /// <summary>Address, query, headers.</summary>
    Parameter,

    /// <summary>The body.</summary>
    Body,
}

/// <summary>One request that is wrong in one thing.</summary>
/// <param name="What">The thing.</param>
/// <param name="Call">The request.</param>
/// <param name="Statuses">What it may be answered with. Empty: it may be accepted, but if not, then with any refusal.</param>
internal sealed record WrongRequest(string What, Call Call, params IReadOnlyList<int> Statuses)
{
    /// <summary>The code it has to be refused with, where there is only one.</summary>
    public string? Code { get; init; }

    public WrongKind Kind { get; init; }

    /// <summary>It may be accepted.</summary>
    public bool IsDoubtful => Statuses.Count == 0;

    /// <summary>In place of the operation's.</summary>
    public HttpMethod? Method { get; init; }
}
