using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Matters;
using PreExam.Persistence;
using PreExam.Persistence.Catalogue;
using PreExam.Server.Catalogue.Loading;

namespace PreExam.Server.Catalogue;

/// <summary>Compiled versions by code and number. A published version never changes, so nothing here ever grows old.</summary>
public sealed class CompiledMatters
{
    private readonly ConcurrentDictionary<(string Code, int Version), MatterVersion> _compiled = new();

    internal MatterVersion? Find(string code, int version) => _compiled.GetValueOrDefault((code, version));

    internal MatterVersion Keep(MatterVersion version) => _compiled.GetOrAdd((version.Code, version.Number), version);
}

/// <summary>Published matters: every version for ever, so that a case keeps the one that it began with.</summary>
public sealed class MatterCatalogue(PreExamDb db, CompiledMatters compiled, TimeProvider clock)
{
    private const int Attempts = 5;

    /// <summary>A certain version, or null.</summary>
    public async Task<MatterVersion?> Find(string code, int version, CancellationToken cancellation)
    {
        if (compiled.Find(code, version) is { } known) return known;
        var row = await db.Matters.AsNoTracking().SingleOrDefaultAsync(m => m.Code == code && m.Version == version, cancellation);
        return row is null ? null : Compile(row);
    }

    /// <summary>The version that new cases begin with, or null.</summary>
    public async Task<MatterVersion?> FindCurrent(string code, CancellationToken cancellation)
    {
        var version = await db.Matters.Where(m => m.Code == code).MaxAsync(m => (int?)m.Version, cancellation);
        return version is { } number ? await Find(code, number, cancellation) : null;
    }

    /// <summary>The current version of every matter, by code: a county has hundreds, each compiled once.</summary>
    public async Task<IReadOnlyList<MatterVersion>> Current(CancellationToken cancellation)
    {
        var heads = await db.Matters
            .GroupBy(m => m.Code)
            .Select(g => new { Code = g.Key, Version = g.Max(m => m.Version) })
            .ToListAsync(cancellation);
        var versions = new List<MatterVersion>(heads.Count);
        foreach (var head in heads.OrderBy(h => h.Code, StringComparer.Ordinal))
        {
            if (await Find(head.Code, head.Version, cancellation) is { } version) versions.Add(version);
        }

        return versions;
    }

    /// <summary>Publishes a text as the next version of its matter; a text that is the current version already stays that.</summary>
    /// <param name="file">Name for faults.</param>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="publishedBy">The editor, or null for the shipped files.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The version, and whether it is new.</returns>
    /// <exception cref="CatalogueException">The text can't be used; nothing was published.</exception>
    public async Task<(MatterVersion Version, bool IsNew)> Publish(string file, string text, Guid? publishedBy, CancellationToken cancellation)
    {
        var matter = MatterText.Read(file, text);
        var hash = Hash(text);
        for (var attempt = 1; ; attempt++)
        {
            var last = await db.Matters.AsNoTracking().Where(m => m.Code == matter.Code).OrderByDescending(m => m.Version).FirstOrDefaultAsync(cancellation);
            if (last?.ContentHash == hash) return (new MatterVersion(matter, last.Version, hash), false);
            var row = new PublishedMatter
            {
                Code = matter.Code,
                Version = (last?.Version ?? 0) + 1,
                ContentHash = hash,
                Text = text,
                PublishedAt = clock.GetUtcNow(),
                PublishedBy = publishedBy,
            };
            db.Matters.Add(row);
            try
            {
                await db.SaveChangesAsync(cancellation);
                return (new MatterVersion(matter, row.Version, hash), true); // not kept: the caller's transaction may still be rolled back
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                db.Entry(row).State = EntityState.Detached; // somebody else took this number; take the next
            }
        }
    }

    internal static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private MatterVersion Compile(PublishedMatter row) =>
        compiled.Find(row.Code, row.Version)
        ?? compiled.Keep(new MatterVersion(MatterText.ReadPublished(row.Code, row.Text), row.Version, row.ContentHash));
}
