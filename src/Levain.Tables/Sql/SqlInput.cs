using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>What a query calls a table, and where that is.</summary>
/// <param name="Name">The name in the query.</param>
public abstract record SqlInput(string Name)
{
    /// <summary>The output of a stage that makes a table, or a snapshot of one.</summary>
    public static SqlInput Of(string name, Artifact<Table> table) => new SqlTable(name) { Table = table };

    /// <summary>A raw file, or a tree of them, read as the query goes: it need not fit into memory.</summary>
    public static SqlInput Of(string name, Artifact<Files> source, TableFormat format) => new SqlFiles(name) { Source = source, Format = format };

    /// <summary>Makes the rows available to queries.</summary>
    /// <returns>The file or folder that they are in, which is all that the query will reach.</returns>
    internal abstract Task<string> AddAsync(DuckSession session, StageContext context);
}

/// <summary>A table as an input of a query.</summary>
internal sealed record SqlTable(string Name) : SqlInput(Name)
{
    public required Artifact<Table> Table { get; init; }

    internal override async Task<string> AddAsync(DuckSession session, StageContext context)
    {
        var path = await context.PathAsync(Table).ConfigureAwait(false);
        session.AddView(Name, $"SELECT * FROM read_parquet({DuckDb.Sql.Literal(path)})");
        return path;
    }
}
