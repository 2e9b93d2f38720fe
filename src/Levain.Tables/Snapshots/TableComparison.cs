using Levain.Tables.DuckDb;
using Levain.Tables.Statistics;

namespace Levain.Tables;

/// <summary>Compares two tables in files: rows as a multiset, columns by name and type, and the distributions of each.</summary>
internal static class TableComparison
{
    public static TableChange Of(TabularFiles before, TableStatistics now, TabularFiles current, CancellationToken cancellation)
    {
        var old = before.Describe(cancellation);
        var shared = now.Columns.Where(column => old.Find(column.Name) is { } was && was.Type == column.Type).Select(column => column.Name).ToList();
        var (added, removed) = shared.Count == 0 ? (null, null) : Rows(before, current, shared, cancellation);
        return new()
        {
            Rows = now.Rows,
            RowsBefore = old.Rows,
            Added = added,
            Removed = removed,
            Columns = [.. Columns(old, now)],
            Drift = [.. now.Columns.Where(column => old.Find(column.Name) is not null).Select(column => Drift.Between(old.Find(column.Name)!, column)).Where(drift => drift.Distance is not null)],
        };
    }

    private static IEnumerable<string> Columns(TableStatistics before, TableStatistics now)
    {
        foreach (var column in now.Columns)
        {
            if (before.Find(column.Name) is not { } was) yield return $"column `{column.Name}` is new: {column.Type}";
            else if (was.Type != column.Type) yield return $"column `{column.Name}` was {was.Type} and is {column.Type}";
        }

        foreach (var column in before.Columns)
            if (now.Find(column.Name) is null) yield return $"column `{column.Name}` is gone: {column.Type}";
    }

    // Each row counts +1 where it stands now and -1 where it stood before: what is left over was added or removed. Nulls are equal to nulls, and NaN to NaN.
    private static (long? Added, long? Removed) Rows(TabularFiles before, TabularFiles now, IReadOnlyList<string> shared, CancellationToken cancellation)
    {
        using var scratch = new SpilledFiles();
        using var session = scratch.Open(cancellation);
        before.AddTo(session, "before");
        now.AddTo(session, "now");
        var columns = string.Join(", ", shared.Select(Sql.Identifier));
        var counted = $"SELECT sum(sign) AS n FROM (SELECT {columns}, 1 AS sign FROM now UNION ALL SELECT {columns}, -1 AS sign FROM before) GROUP BY {columns}";
        var sums = now.Saying(() => before.Saying(() => session.ReadTable($"SELECT CAST(coalesce(sum(greatest(n, 0)), 0) AS BIGINT) AS added, CAST(coalesce(sum(greatest(-n, 0)), 0) AS BIGINT) AS removed FROM ({counted})")));
        return (sums.Longs("added")[0], sums.Longs("removed")[0]);
    }
}
