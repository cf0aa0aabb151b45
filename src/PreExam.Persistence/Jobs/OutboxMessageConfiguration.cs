using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PreExam.Messaging;

namespace PreExam.Persistence.Jobs;

/// <summary>The outbox table.</summary>
public sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("Outbox");
        // The database numbers the rows: clocks of several processes differ, and GUIDs of one millisecond have no order.
        builder.HasKey(m => m.Sequence);
        builder.Property(m => m.Sequence).ValueGeneratedOnAdd();
        builder.HasIndex(m => m.Id).IsUnique();
        builder.Property(m => m.Queue).HasMaxLength(40);
        builder.Property(m => m.Type).HasMaxLength(100);
        builder.Property(m => m.TraceParent).HasMaxLength(64);
        builder.Property(m => m.LeasedBy).HasMaxLength(128);
        builder.Property(m => m.LastError).HasMaxLength(100);
        builder.Property(m => m.DeadReason).HasMaxLength(100);
        builder.Property(m => m.DiscardReason).HasMaxLength(400);
        builder.HasIndex(m => new { m.Queue, m.Key, m.Sequence });     // is this message the first of its key?
        builder.HasIndex(m => new { m.Queue, m.DeadAt, m.NotBefore }); // what is due
    }
}
