using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace PreExam.Server.Tests.SqlServer;

/// <summary>No SQL Server runs in these tests. What can be known without one: how Microsoft's own parser reads a text.</summary>
internal static class TransactSql
{
    /// <summary>What is wrong with a text; empty when SQL Server 2022 would take its form.</summary>
    public static IReadOnlyList<string> FaultsOf(string text)
    {
        var tree = new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(text), out var errors);
        if (errors.Count > 0) return [.. errors.Select(e => $"line {e.Line}: {e.Message} in: {text}")];
        var aggregates = new Aggregates();
        tree.Accept(aggregates);
        return aggregates.Holds ? [$"error 130, an aggregate over a subquery or another aggregate, in: {text}"] : [];
    }

    /// <summary>Good grammar that SQL Server, and of our databases only SQL Server, refuses all the same (its error 130).</summary>
    private sealed class Aggregates : TSqlFragmentVisitor
    {
        private static readonly HashSet<string> Names = new(["COUNT", "COUNT_BIG", "SUM", "MIN", "MAX", "AVG", "STRING_AGG"], StringComparer.OrdinalIgnoreCase);

        public bool Holds { get; private set; }

        public override void ExplicitVisit(FunctionCall node)
        {
            if (Names.Contains(node.FunctionName.Value) && node.OverClause is null)
            {
                var inside = new Inside();
                foreach (var parameter in node.Parameters) parameter.Accept(inside);
                Holds |= inside.Refused;
            }

            base.ExplicitVisit(node);
        }

        private sealed class Inside : TSqlFragmentVisitor
        {
            public bool Refused { get; private set; }

            public override void Visit(QuerySpecification node) => Refused = true;

            public override void Visit(FunctionCall node) => Refused |= Names.Contains(node.FunctionName.Value);
        }
    }
}
