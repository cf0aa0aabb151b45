using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PreExam.Domain.Filings;

namespace PreExam.Persistence.Filings;

internal sealed class FilingConfiguration : IEntityTypeConfiguration<Filing>
{
    public void Configure(EntityTypeBuilder<Filing> builder)
    {
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.Number).HasMaxLength(24);
        builder.HasIndex(f => f.Number).IsUnique();
        builder.HasIndex(f => f.CaseId).IsUnique();
        builder.HasIndex(f => new { f.ApplicantId, f.Id });
        builder.Property(f => f.MatterCode).HasMaxLength(40);
        builder.Property(f => f.Department).HasMaxLength(40);
        builder.Property(f => f.Mode).HasMaxLength(16);
        builder.Property(f => f.Status).HasConversion<string>().HasMaxLength(24);
        builder.Property(f => f.Version).IsConcurrencyToken();
    }
}

internal sealed class FilingEventConfiguration : IEntityTypeConfiguration<FilingEvent>
{
    public void Configure(EntityTypeBuilder<FilingEvent> builder)
    {
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Source).HasMaxLength(40);
        builder.Property(e => e.SourceEventId).HasMaxLength(100);
        builder.Property(e => e.Status).HasConversion<string>().HasMaxLength(24);
        builder.HasIndex(e => new { e.Source, e.SourceEventId }).IsUnique();
        builder.HasIndex(e => new { e.FilingId, e.Id });
    }
}

internal sealed class RegistrationConfiguration : IEntityTypeConfiguration<Registration>
{
    public void Configure(EntityTypeBuilder<Registration> builder)
    {
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Number).HasMaxLength(24);
        builder.HasIndex(r => r.Number).IsUnique();
        builder.HasIndex(r => r.FilingId).IsUnique();
        builder.HasIndex(r => new { r.ApplicantId, r.Id });
    }
}

internal sealed class CertificateTrackConfiguration : IEntityTypeConfiguration<CertificateTrack>
{
    public void Configure(EntityTypeBuilder<CertificateTrack> builder)
    {
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Code).HasMaxLength(40);
        builder.Property(t => t.Department).HasMaxLength(40);
        builder.Property(t => t.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(t => t.Version).IsConcurrencyToken();
        builder.HasIndex(t => new { t.RegistrationId, t.Code }).IsUnique();
    }
}
