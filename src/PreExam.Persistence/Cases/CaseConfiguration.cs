using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PreExam.Domain.Cases;

namespace PreExam.Persistence.Cases;

internal sealed class CaseConfiguration : IEntityTypeConfiguration<Case>
{
    public void Configure(EntityTypeBuilder<Case> builder)
    {
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Number).HasMaxLength(18);
        builder.HasIndex(c => c.Number).IsUnique();
        builder.Property(c => c.MatterCode).HasMaxLength(40);
        builder.Property(c => c.Department).HasMaxLength(40);
        builder.Property(c => c.State).HasConversion<string>().HasMaxLength(16); // a word outlives a renumbered enum
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.Property(c => c.Answers).HasJson();
        builder.Property(c => c.Scheduled).HasJson();
        builder.HasIndex(c => new { c.Department, c.State, c.DueAt, c.Id }); // the queue, key for key
        builder.HasIndex(c => new { c.ApplicantId, c.Id });
        builder.HasIndex(c => new { c.State, c.HeldUntil });
        builder.HasIndex(c => c.LapsesOn);

        builder.OwnsMany(c => c.Materials, material =>
        {
            material.ToTable("CaseMaterials").WithOwner().HasForeignKey("CaseId");
            material.Property(m => m.Slot).HasMaxLength(80);
            material.HasKey("CaseId", nameof(Material.Slot));
            material.Property(m => m.Verdict).HasJson();
            material.Property(m => m.ChangedFields).HasJson();
            material.Property(m => m.LastTold).HasConversion<string>().HasMaxLength(16);
        });
        builder.Navigation(c => c.Materials).UsePropertyAccessMode(PropertyAccessMode.Field);

        builder.OwnsMany(c => c.Rounds, round =>
        {
            round.ToTable("CaseRounds").WithOwner().HasForeignKey("CaseId");
            round.Property(r => r.Number).ValueGeneratedNever();
            round.HasKey("CaseId", nameof(Round.Number));
            round.Property(r => r.Pages).HasJson();
            round.Property(r => r.Findings).HasJson();
            round.Property(r => r.Feedback).HasJson();
        });
        builder.Navigation(c => c.Rounds).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class PageConfiguration : IEntityTypeConfiguration<Page>
{
    public void Configure(EntityTypeBuilder<Page> builder)
    {
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Slot).HasMaxLength(80);
        builder.Property(p => p.Blob).HasMaxLength(80);
        builder.Property(p => p.Sha256).HasMaxLength(64);
        builder.Property(p => p.FileKind).HasMaxLength(8);
        builder.Property(p => p.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.Property(p => p.Renditions).HasJson();
        builder.Property(p => p.FindingCodes).HasJson();
        builder.HasIndex(p => new { p.CaseId, p.Id });
        builder.HasIndex(p => p.Blob);
    }
}

internal sealed class CaseEventConfiguration : IEntityTypeConfiguration<CaseEventRow>
{
    public void Configure(EntityTypeBuilder<CaseEventRow> builder)
    {
        builder.ToTable("CaseEvents").HasKey(e => new { e.CaseId, e.Sequence });
        builder.Property(e => e.Type).HasMaxLength(40);
    }
}

internal sealed class CaseNewsConfiguration : IEntityTypeConfiguration<CaseNews>
{
    public void Configure(EntityTypeBuilder<CaseNews> builder)
    {
        builder.ToTable("CaseNews").HasKey(n => new { n.CaseId, n.Sequence });
        builder.HasIndex(n => n.MessageId).IsUnique();
        builder.Property(n => n.Type).HasMaxLength(40);
    }
}

internal sealed class CaseNumberCounterConfiguration : IEntityTypeConfiguration<CaseNumberCounter>
{
    public void Configure(EntityTypeBuilder<CaseNumberCounter> builder)
    {
        builder.HasKey(c => c.Day);
        builder.Property(c => c.Last).IsConcurrencyToken();
    }
}

internal sealed class CounterPassConfiguration : IEntityTypeConfiguration<CounterPass>
{
    public void Configure(EntityTypeBuilder<CounterPass> builder)
    {
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.CodeHash).HasMaxLength(64);
        builder.HasIndex(p => p.CodeHash).IsUnique();
        builder.HasIndex(p => p.ExpiresAt);
    }
}

internal sealed class HandlingTimeConfiguration : IEntityTypeConfiguration<HandlingTime>
{
    public void Configure(EntityTypeBuilder<HandlingTime> builder)
    {
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.MatterCode).HasMaxLength(40);
        builder.HasIndex(t => new { t.MatterCode, t.At });
    }
}
