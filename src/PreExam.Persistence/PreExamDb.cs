using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Domain.Filings;
using PreExam.Domain.People;
using PreExam.Domain.Time;
using PreExam.Messaging;
using PreExam.Persistence.Accounts;
using PreExam.Persistence.Audit;
using PreExam.Persistence.Cases;
using PreExam.Persistence.Catalogue;
using PreExam.Persistence.Notices;
using PreExam.Persistence.Platform;
using PreExam.Persistence.Supervision;

namespace PreExam.Persistence;

/// <summary>The only truth: one model on three databases. Provider differences stand in <see cref="ProviderDifferences"/>.</summary>
public abstract class PreExamDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>Citizens and handlers of enterprises.</summary>
    public DbSet<Person> People => Set<Person>();

    /// <summary>Answers to consent texts.</summary>
    public DbSet<Consent> Consents => Set<Consent>();

    /// <summary>Staff.</summary>
    public DbSet<StaffAccount> Staff => Set<StaffAccount>();

    /// <summary>Refresh tokens of persons and staff.</summary>
    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();

    /// <summary>Subscription messages that persons still accept.</summary>
    public DbSet<SubscriptionGrant> Grants => Set<SubscriptionGrant>();

    /// <summary>Pushed messages of WeChat's already received.</summary>
    public DbSet<ReceivedPush> ReceivedPushes => Set<ReceivedPush>();

    /// <summary>Pre-examinations.</summary>
    public DbSet<Case> Cases => Set<Case>();

    /// <summary>Uploaded pages.</summary>
    public DbSet<Page> Pages => Set<Page>();

    /// <summary>Timeline of cases.</summary>
    public DbSet<CaseEventRow> CaseEvents => Set<CaseEventRow>();

    /// <summary>Live signals of cases.</summary>
    public DbSet<CaseNews> News => Set<CaseNews>();

    /// <summary>Counters for case numbers.</summary>
    public DbSet<CaseNumberCounter> CaseNumbers => Set<CaseNumberCounter>();

    /// <summary>Issued counter passes.</summary>
    public DbSet<CounterPass> CounterPasses => Set<CounterPass>();

    /// <summary>How long feedback took.</summary>
    public DbSet<HandlingTime> HandlingTimes => Set<HandlingTime>();

    /// <summary>Limits of cases and filings, running and stopped.</summary>
    public DbSet<ServiceClock> Clocks => Set<ServiceClock>();

    /// <summary>Warnings and cards that clocks have raised.</summary>
    public DbSet<RaisedSignal> Signals => Set<RaisedSignal>();

    /// <summary>Messages to persons.</summary>
    public DbSet<Notice> Notices => Set<Notice>();

    /// <summary>Formal filings.</summary>
    public DbSet<Filing> Filings => Set<Filing>();

    /// <summary>What departments told of filings.</summary>
    public DbSet<FilingEvent> FilingEvents => Set<FilingEvent>();

    /// <summary>Commercial registrations.</summary>
    public DbSet<Registration> Registrations => Set<Registration>();

    /// <summary>Certificates of registrations.</summary>
    public DbSet<CertificateTrack> Tracks => Set<CertificateTrack>();

    /// <summary>Who did what.</summary>
    public DbSet<AuditRow> Audit => Set<AuditRow>();

    /// <summary>Jobs.</summary>
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    /// <summary>Answers kept for repeated requests.</summary>
    public DbSet<IdempotentAnswer> IdempotentAnswers => Set<IdempotentAnswer>();

    /// <summary>Small values shared by all processes.</summary>
    public DbSet<SharedValue> Shared => Set<SharedValue>();

    /// <summary>Versions of the holiday table.</summary>
    public DbSet<HolidayVersion> Holidays => Set<HolidayVersion>();

    /// <summary>Published matters.</summary>
    public DbSet<PublishedMatter> Matters => Set<PublishedMatter>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PreExamDb).Assembly);

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        ProviderDifferences.Apply(configurationBuilder, Database.ProviderName);
}
