using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PreExam.Domain.Time;

namespace PreExam.Persistence.Cases;

internal sealed class CaseClockConfiguration : IEntityTypeConfiguration<ServiceClock>
{
    public void Configure(EntityTypeBuilder<ServiceClock> builder)
    {
        builder.ToTable("CaseClocks");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Kind).HasConversion<string>().HasMaxLength(16);
        builder.Property(c => c.LimitUnit).HasConversion<string>().HasMaxLength(16);
        builder.Property(c => c.CalendarVersion).HasMaxLength(40);
        builder.Ignore(c => c.Limit);
        builder.HasIndex(c => new { c.SubjectId, c.Kind });
        builder.Property(c => c.Raised).HasConversion<string>().HasMaxLength(16);
        builder.HasIndex(c => c.StoppedAt); // the running ones
        builder.HasIndex(c => new { c.SpeaksAt, c.Id }); // the sweep that raises signals, key for key
    }
}
