using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PreExam.Domain.People;

namespace PreExam.Persistence.Accounts;

internal sealed class PersonConfiguration : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("People");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.OpenidHash).HasMaxLength(64);
        builder.HasIndex(p => p.OpenidHash).IsUnique();
        builder.Property(p => p.PhoneHash).HasMaxLength(64);
        builder.HasIndex(p => p.PhoneHash);
        builder.Property(p => p.IdNumberHash).HasMaxLength(64);
        builder.HasIndex(p => p.IdNumberHash);
        builder.Property(p => p.Level).HasConversion<string>().HasMaxLength(16);
        builder.Property(p => p.Version).IsConcurrencyToken();
    }
}

internal sealed class ConsentConfiguration : IEntityTypeConfiguration<Consent>
{
    public void Configure(EntityTypeBuilder<Consent> builder)
    {
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Kind).HasMaxLength(32);
        builder.HasIndex(c => new { c.PersonId, c.Kind, c.Id });
    }
}

internal sealed class StaffAccountConfiguration : IEntityTypeConfiguration<StaffAccount>
{
    public void Configure(EntityTypeBuilder<StaffAccount> builder)
    {
        builder.ToTable("Staff");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.UserName).HasMaxLength(64);
        builder.HasIndex(s => s.UserName).IsUnique();
        builder.Property(s => s.Department).HasMaxLength(40);
        builder.Property(s => s.Station).HasMaxLength(40);
        builder.Property(s => s.Roles).HasJson();
        builder.Property(s => s.Version).IsConcurrencyToken();
    }
}

internal sealed class RefreshTokenConfiguration : IEntityTypeConfiguration<RefreshToken>
{
    public void Configure(EntityTypeBuilder<RefreshToken> builder)
    {
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.TokenHash).HasMaxLength(64);
        builder.HasIndex(t => t.TokenHash).IsUnique();
        builder.HasIndex(t => t.Family);
        builder.HasIndex(t => t.Subject);
        builder.Property(t => t.Version).IsConcurrencyToken();
    }
}

internal sealed class SubscriptionGrantConfiguration : IEntityTypeConfiguration<SubscriptionGrant>
{
    public void Configure(EntityTypeBuilder<SubscriptionGrant> builder)
    {
        builder.ToTable("Grants").HasKey(g => new { g.PersonId, g.TemplateUse });
        builder.Property(g => g.TemplateUse).HasMaxLength(40);
        builder.Property(g => g.Version).IsConcurrencyToken();
    }
}

internal sealed class ReceivedPushConfiguration : IEntityTypeConfiguration<ReceivedPush>
{
    public void Configure(EntityTypeBuilder<ReceivedPush> builder)
    {
        builder.HasKey(p => p.Key);
        builder.Property(p => p.Key).HasMaxLength(200);
        builder.HasIndex(p => p.At);
    }
}
