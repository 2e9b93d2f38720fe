using System.Globalization;
using System.Runtime.ExceptionServices;

namespace Levain.Tables.DuckDb;

/// <summary>Reads a Parquet file into memory, each thread some of its row groups in a session of its own: the threads of one query wait for whoever takes its rows.</summary>
internal static class ParquetRows
{
    /// <summary>Row groups that follow each other, about so many rows at a time: where they begin and how many they are.</summary>
    public static IReadOnlyList<(long From, long Rows)> Pieces(string file, int rows)
    {
        using var database = DuckSession.Open();
        var groups = Groups(database, file);
        var pieces = new List<(long From, long Rows)>();
        var (from, until) = (0L, 0L);
        foreach (var group in groups)
        {
            if (until > from && until - from + group > rows)
            {
                pieces.Add((from, until - from));
                from = until;
            }

            until += group;
        }

        if (until > from || pieces.Count == 0) pieces.Add((from, until - from));
        return pieces;
    }

    /// <summary>Reads some of the rows.</summary>
    public static TableRows Read(string file, (long From, long Rows) piece)
    {
        using var database = DuckSession.Open();
        var fields = database.ColumnsOf(Select(file)).Select(column => new Field(column.Name, column.Type.Column!)).ToList();
        var builders = fields.Select(field => ColumnBuilder.ForParts(field, [(int)piece.Rows])[0]).ToList();
        Read(database, file, piece, builders);
        return new([.. builders.Select(column => column.Build())]);
    }

    public static TableRows Read(string file, int threads)
    {
        // Each works by itself: one thread of its own is what its reader waits for.
        using var database = DuckSession.Open();
        var ranges = Ranges(database, file, threads);
        var fields = database.ColumnsOf(Select(file)).Select(column => new Field(column.Name, column.Type.Column!)).ToList();
        var builders = fields.Select(field => ColumnBuilder.ForParts(field, [.. ranges.Select(range => (int)range.Rows)])).ToList();
        Each(threads, ranges.Count, part => Read(database, file, ranges[part], [.. builders.Select(column => column[part])]));

        var columns = new TableColumn[fields.Count];
        Each(threads, columns.Length, column => columns[column] = Joined([.. builders[column].Select(part => part.Build())]));
        return new(columns);
    }

    private static void Each(int threads, int count, Action<int> run)
    {
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, run);
        }
        catch (AggregateException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }
    }

    private static TableColumn Joined(IReadOnlyList<TableColumn> parts) => parts.Count == 1 ? parts[0] : parts[0].Concat(parts);

    private static void Read(DuckSession database, string file, (long From, long Rows) range, IReadOnlyList<ColumnBuilder> columns)
    {
        using var session = database.Beside();
        var where = range.From < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" WHERE file_row_number >= {range.From} AND file_row_number < {range.From + range.Rows}");
        using var result = session.Query(session.Cast($"{Select(file)}{where}"));
        result.AppendTo(columns);
    }

    private static string Select(string file) => $"SELECT * FROM read_parquet({Sql.Literal(file)}, hive_partitioning = false)";

    private static long[] Groups(DuckSession database, string file) =>
        database.ReadTable($"SELECT row_group_id AS id, any_value(row_group_num_rows) AS n FROM parquet_metadata({Sql.Literal(file)}) GROUP BY id ORDER BY id").Longs("n").Values.ToArray();

    // Whole row groups, about as many rows for each thread.
    private static List<(long From, long Rows)> Ranges(DuckSession database, string file, int threads)
    {
        var groups = Groups(database, file);
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
