using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>A table made file by file of a tree: each file's rows are a sub-stage of their own, and stand one behind the other in the order of the names.</summary>
/// <remarks>A new or changed file runs one sub-stage; the merge passes rows from file to file, and need not hold them.</remarks>
/// <example><code>
/// public sealed record ReadDays : PartitionedTable
/// {
///     protected override Stage&lt;Table&gt; StageOf(string name) => new ReadTable { Source = Tree.Part&lt;Files&gt;(name) };
/// }
/// </code></example>
public abstract record PartitionedTable : PartitionedStage<Table, Table>
{
    protected sealed override async Task<Table> MergeAsync(IReadOnlyList<Artifact<Table>> parts, StageContext context)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(context);
        if (parts.Count == 0) throw new BuildException("there is no file to make a table of", "give `Tree` a folder with files, or look at what `Divide` leaves");
        var paths = new List<string>();
        foreach (var part in parts) paths.Add(await context.PathAsync(part).ConfigureAwait(false));

        using var session = DuckSession.Open(new() { TemporaryFolder = Path.Combine(context.Scratch, "spilled"), Cancellation = context.Cancellation });
        MustBeAlike(session, paths);
        var rows = Path.Combine(context.Scratch, "rows.parquet");
        session.WriteParquet($"SELECT * FROM read_parquet({Sql.List(paths)}, hive_partitioning = false)", rows);
        return Table.At(rows);
    }

    private static void MustBeAlike(DuckSession session, List<string> paths)
    {
        var first = ColumnsOf(session, paths[0]);
        for (var i = 1; i < paths.Count; i++)
            if (ColumnsOf(session, paths[i]) is var columns && columns != first)
                throw new BuildException($"part {i + 1} has the columns {columns}, but part 1 has {first}", "declare the columns of the format, so that no file decides for itself");
    }

    private static string ColumnsOf(DuckSession session, string path) => string.Join(", ", session.ColumnsOf($"SELECT * FROM read_parquet({Sql.Literal(path)})").Select(column => $"{column.Name} {column.Type.Column}"));
}
