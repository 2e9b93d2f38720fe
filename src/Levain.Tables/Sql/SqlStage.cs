namespace Levain.Tables;

/// <summary>Runs a SELECT of the model's folder over named inputs; its rows are the output.</summary>
/// <remarks>
/// The result depends on the inputs and the tokens of the query alone: one thread, Levain's own <c>exp</c>, <c>ln</c> and kin, no clock, no chance, no other file.
/// </remarks>
public sealed record SqlStage : Stage<Table>, IContracted
{
    /// <summary>The query, such as <c>Artifact.Workspace&lt;SqlText&gt;("models/xgoals/shots.sql")</c>.</summary>
    public required Artifact<SqlText> Query { get; init; }

    public required IReadOnlyList<SqlInput> Inputs { get; init; }

    /// <summary>Columns by which the rows are ordered, no two of them alike. Declaring them lets the query run on all threads; empty keeps the query's own order, on one.</summary>
    public IReadOnlyList<string> TotalOrder { get; init; } = [];

    /// <summary>What the rows must satisfy before they are kept; null when nothing is expected of them.</summary>
    public TableContract? Contract { get; init; }

    protected override async Task<Table> RunAsync(StageContext context)
    {
        var query = (await context.ReadAsync(Query).ConfigureAwait(false)).At(Query.Origin);
        return await new SqlRun(query, this, context).RunAsync().ConfigureAwait(false);
    }
}
