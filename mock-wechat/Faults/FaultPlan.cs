namespace MockWeChat.Faults;

/// <summary>What has been ordered to go wrong, in the order in which it was ordered.</summary>
internal sealed class FaultPlan
{
    private sealed class Ordered(Fault fault)
    {
        private readonly Random _dice = new(fault.Seed);

        public Fault Fault { get; } = fault;

        public int? Left { get; set; } = fault.Probability is null ? fault.Next ?? 1 : fault.Next;

        public bool Strikes() => Fault.Probability is not { } chance || _dice.NextDouble() < chance;
    }

    private readonly Lock _gate = new();
    private readonly List<Ordered> _ordered = [];

    public IReadOnlyList<object> Open
    {
        get { lock (_gate) return [.. _ordered.Select(one => new { one.Fault, one.Left })]; }
    }

    public void Order(Fault fault)
    {
        lock (_gate) _ordered.Add(new Ordered(fault));
    }

    public void Clear()
    {
        lock (_gate) _ordered.Clear();
    }

    /// <summary>What goes wrong with this call, if anything.</summary>
    public Fault? Next(string path)
    {
        lock (_gate)
        {
            var struck = _ordered.FirstOrDefault(one => (one.Fault.Path == "*" || one.Fault.Path == path) && one.Strikes());
            if (struck?.Left is { } left)
            {
                struck.Left = left - 1;
                if (left <= 1) _ordered.Remove(struck);
            }
            return struck?.Fault;
        }
    }
}

internal static class FaultEndpoints
{
    public static void MapFaults(this WebApplication app)
    {
        app.MapGet("/_mock/faults", (FaultPlan plan) => plan.Open);
        app.MapPost("/_mock/faults", (Fault fault, FaultPlan plan) =>
        {
            plan.Order(fault);
            return TypedResults.NoContent();
        });
        app.MapDelete("/_mock/faults", (FaultPlan plan) =>
        {
            plan.Clear();
            return TypedResults.NoContent();
        });
    }
}
