namespace Levain.Tables;

/// <summary>What a query calls a table, and where that is.</summary>
/// <param name="Name">The name in the query.</param>
public abstract record SqlInput(string Name)
{
    /// <summary>The output of a stage that makes a table, or a snapshot of one.</summary>
    public static SqlInput Of(string name, Artifact<Table> table) => new SqlTable(name) { Table = table };

    /// <summary>A SELECT over the files of the input, and what it reads.</summary>
    internal abstract Task<(string Select, IReadOnlyList<string> Paths)> SelectAsync(StageContext context);
}

/// <summary>A table as an input of a query.</summary>
internal sealed record SqlTable(string Name) : SqlInput(Name)
{
    public required Artifact<Table> Table { get; init; }

    internal override async Task<(string Select, IReadOnlyList<string> Paths)> SelectAsync(StageContext context)
    {
        var path = await context.PathAsync(Table).ConfigureAwait(false);
        return ($"SELECT * FROM read_parquet({DuckDb.Sql.Literal(path)})", [path]);
    }
}
