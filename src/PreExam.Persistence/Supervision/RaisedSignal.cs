using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PreExam.Domain.Time;

namespace PreExam.Persistence.Supervision;

/// <summary>A warning, a yellow or a red card (预警, 黄牌, 红牌) as it was raised; never changed afterwards. No personal data.</summary>
public sealed class RaisedSignal
{
    /// <summary>Row id, GUID v7 of the instant at which it was raised; orders the list.</summary>
    public required Guid Id { get; init; }

    /// <summary>The clock that turned; raises each signal once.</summary>
    public required Guid ClockId { get; init; }

    /// <summary>Which limit.</summary>
    public required ClockKind Kind { get; init; }

    /// <summary>How loud.</summary>
    public required ClockSignal Signal { get; init; }

    /// <summary>The case, also where the clock is its filing's.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>Whose limit it is.</summary>
    public required string Department { get; init; }

    /// <summary>The caseworker who held the case at that instant, or null.</summary>
    public Guid? HeldBy { get; init; }

    /// <summary>The end of the limit as it stood then.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When it was raised.</summary>
    public required DateTimeOffset At { get; init; }
}

internal sealed class RaisedSignalConfiguration : IEntityTypeConfiguration<RaisedSignal>
{
    public void Configure(EntityTypeBuilder<RaisedSignal> builder)
    {
        builder.ToTable("RaisedSignals");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Kind).HasConversion<string>().HasMaxLength(16);
        builder.Property(s => s.Signal).HasConversion<string>().HasMaxLength(16);
        builder.Property(s => s.Department).HasMaxLength(40);
        builder.HasIndex(s => new { s.ClockId, s.Signal }).IsUnique();
        builder.HasIndex(s => new { s.Department, s.Id });
        builder.HasIndex(s => new { s.Department, s.Signal, s.Id });
    }
}
