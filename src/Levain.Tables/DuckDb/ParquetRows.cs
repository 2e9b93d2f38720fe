using System.Globalization;
using System.Runtime.ExceptionServices;

namespace Levain.Tables.DuckDb;

/// <summary>Reads a Parquet file into memory, each thread some of its row groups in a session of its own: the threads of one session wait for whoever takes its rows.</summary>
internal static class ParquetRows
{
    public static TableRows Read(string file, int threads)
    {
        var ranges = Ranges(file, threads);
        var parts = new IReadOnlyList<ColumnBuilder>[ranges.Count];
        try
        {
            Parallel.For(0, ranges.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i => parts[i] = Read(file, ranges[i]));
        }
        catch (AggregateException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }

        // Column by column, so that no more than one stands in memory twice.
        return new([.. parts[0].Select((_, column) => Joined([.. parts.Select(part => part[column].Build())]))]);
    }

    private static TableColumn Joined(IReadOnlyList<TableColumn> parts) => parts.Count == 1 ? parts[0] : parts[0].Concat(parts);

    private static IReadOnlyList<ColumnBuilder> Read(string file, (long From, long Rows) range)
    {
        using var session = DuckSession.Open();
        var where = range.From < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" WHERE file_row_number >= {range.From} AND file_row_number < {range.From + range.Rows}");
        return session.ReadColumns($"SELECT * FROM read_parquet({Sql.Literal(file)}){where}", (int)range.Rows).Columns;
    }

    // Whole row groups, about as many rows for each thread.
    private static List<(long From, long Rows)> Ranges(string file, int threads)
    {
        using var session = DuckSession.Open();
        var groups = session.ReadTable($"SELECT row_group_id AS id, any_value(row_group_num_rows) AS n FROM parquet_metadata({Sql.Literal(file)}) GROUP BY id ORDER BY id").Longs("n").Values.ToArray();
        var rows = groups.Sum();
        if (rows > Array.MaxLength) throw new BuildException(string.Create(CultureInfo.InvariantCulture, $"the table has {rows} rows, more than memory holds"), "take what is needed of it in SQL");
        if (threads == 1 || groups.Length < 2) return [(-1, rows)];

        var ranges = new List<(long From, long Rows)>();
        long from = 0, until = 0;
        foreach (var group in groups)
        {
            until += group;
            if (until - from < (rows + threads - 1) / threads && until < rows) continue;
            ranges.Add((from, until - from));
            from = until;
        }

        return ranges;
    }
}
