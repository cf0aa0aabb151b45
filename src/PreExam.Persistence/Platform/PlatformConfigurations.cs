using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PreExam.Persistence.Audit;
using PreExam.Persistence.Catalogue;
using PreExam.Persistence.Notices;

namespace PreExam.Persistence.Platform;

internal sealed class IdempotentAnswerConfiguration : IEntityTypeConfiguration<IdempotentAnswer>
{
    public void Configure(EntityTypeBuilder<IdempotentAnswer> builder)
    {
        builder.HasKey(a => a.Key);
        builder.Property(a => a.Key).HasMaxLength(64);
        builder.Property(a => a.RequestHash).HasMaxLength(64);
        builder.HasIndex(a => a.At);
    }
}

internal sealed class SharedValueConfiguration : IEntityTypeConfiguration<SharedValue>
{
    public void Configure(EntityTypeBuilder<SharedValue> builder)
    {
        builder.ToTable("SharedValues").HasKey(v => v.Name);
        builder.Property(v => v.Name).HasMaxLength(200);
        builder.Property(v => v.Version).IsConcurrencyToken();
    }
}

internal sealed class HolidayVersionConfiguration : IEntityTypeConfiguration<HolidayVersion>
{
    public void Configure(EntityTypeBuilder<HolidayVersion> builder)
    {
        builder.HasKey(h => h.Version);
        builder.Property(h => h.Version).ValueGeneratedNever();
    }
}

internal sealed class PublishedMatterConfiguration : IEntityTypeConfiguration<PublishedMatter>
{
    public void Configure(EntityTypeBuilder<PublishedMatter> builder)
    {
        builder.HasKey(m => new { m.Code, m.Version });
        builder.Property(m => m.Code).HasMaxLength(40);
        builder.Property(m => m.ContentHash).HasMaxLength(64);
    }
}

internal sealed class NoticeConfiguration : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.HasIndex(n => n.MessageId).IsUnique();
        builder.HasIndex(n => new { n.PersonId, n.Id });
        builder.HasIndex(n => n.Outcome);
        builder.Property(n => n.Kind).HasMaxLength(40);
        builder.Property(n => n.Outcome).HasMaxLength(16);
        builder.Property(n => n.Version).IsConcurrencyToken();
    }
}

internal sealed class AuditRowConfiguration : IEntityTypeConfiguration<AuditRow>
{
    public void Configure(EntityTypeBuilder<AuditRow> builder)
    {
        builder.ToTable("Audit");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.ActorKind).HasMaxLength(16);
        builder.Property(a => a.Action).HasMaxLength(60);
        builder.Property(a => a.TargetKind).HasMaxLength(40);
        builder.Property(a => a.Hash).HasMaxLength(64);
        builder.HasIndex(a => a.Sequence).IsUnique();
        builder.HasIndex(a => new { a.TargetId, a.Id });
    }
}
