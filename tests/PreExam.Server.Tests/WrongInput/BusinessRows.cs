using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using PreExam.Persistence;
using PreExam.Testing;

namespace PreExam.Server.Tests.WrongInput;

/// <summary>Every column of every row of the tables that a refused request may not touch.</summary>
internal sealed class BusinessRows
{
    // What may move: who asked, what was answered, which token is used up, the fleet's WeChat token; and wrong passwords, which are counted.
    private static readonly HashSet<string> Moving = ["Audit", "IdempotentAnswers", "RefreshTokens", "SharedValues"];
    private static readonly HashSet<string> Counters = ["FailedSignIns", "LockedUntil"];

    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _tables;

    private BusinessRows(IReadOnlyDictionary<string, IReadOnlyList<string>> tables) => _tables = tables;

    public static async Task<BusinessRows> Read(PreExamHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PreExamDb>();
        var names = db.Model.GetEntityTypes().Select(type => type.GetTableName()).OfType<string>().Distinct().Except(Moving).Order(StringComparer.Ordinal).ToList();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // names of our own model
        command.CommandText = string.Join(';', names.Select(name => $"SELECT * FROM \"{name}\""));
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var name in names)
        {
            tables[name] = await Rows(reader);
            await reader.NextResultAsync();
        }

        return new BusinessRows(tables);
    }

    /// <summary>What is not the same, table by table; null when nothing is.</summary>
    public string? ChangesTo(BusinessRows later)
    {
        var changes = _tables.Where(table => !table.Value.SequenceEqual(later._tables[table.Key])).Select(table =>
            $"{table.Key}: was {Shown(table.Value.Except(later._tables[table.Key]))}, is {Shown(later._tables[table.Key].Except(table.Value))}").ToList();
        return changes.Count == 0 ? null : string.Join("; ", changes);
    }

    private static async Task<IReadOnlyList<string>> Rows(DbDataReader reader)
    {
        var rows = new List<string>();
        var columns = Enumerable.Range(0, reader.FieldCount).Where(column => !Counters.Contains(reader.GetName(column))).ToList();
        while (await reader.ReadAsync())
            rows.Add(string.Join('|', columns.Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))));
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    private static string Shown(IEnumerable<string> rows) => string.Join(" and ", rows.Select(row => row[..Math.Min(row.Length, 300)]).DefaultIfEmpty("nothing"));
}
