using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>The schema and the expectations that a table must satisfy: of a stage's output before it is kept, of a snapshot before it is pinned.</summary>
public sealed record TableContract : IContract<Table>
{
    public IReadOnlyList<Expectation> Expectations { get; init; } = [];

    /// <summary>True when the table may have no other columns than those that are named.</summary>
    public bool IsClosed { get; init; }

    /// <summary>The columns that tell rows apart, shown with each row that breaks the contract; those of the first <see cref="UniqueExpectation"/> when empty.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    public static TableContract Of(params IReadOnlyList<Expectation> expectations) => new() { Expectations = expectations };

    /// <summary>The same contract for a table that has no columns but those that are named.</summary>
    public TableContract Closed() => this with { IsClosed = true };

    /// <summary>The same contract, and these columns are shown with each row that breaks it.</summary>
    public TableContract ShownBy(params IReadOnlyList<string> keys) => this with { Keys = keys };

    public async Task CheckAsync(Table output, StageContext context)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(context);
        var references = new Dictionary<Artifact<Table>, Table>();
        foreach (var artifact in References())
            if (!references.ContainsKey(artifact)) references.Add(artifact, await context.ReadAsync(artifact).ConfigureAwait(false));

        using var session = DuckSession.Open(new()
        {
            // Counts are the same in whatever order rows come; what a condition over all rows works out may not be.
            Threads = Expectations.OfType<ConditionExpectation>().Any(condition => condition.IsOverall) ? 1 : Math.Max(1, context.Threads),
            TemporaryFolder = Path.Combine(context.Scratch, "contract"),
            Cancellation = context.Cancellation,
        });
        // Rows that are still in a file need not all come into memory.
        if (output.File is { } file) session.AddView(ContractCheck.Input, $"SELECT * FROM read_parquet({Sql.Literal(file)})");
        else session.AddTable(ContractCheck.Input, output);
        new ContractCheck(session, this, artifact =>
        {
            var name = $"reference {references.Keys.TakeWhile(key => key != artifact).Count()}";
            return (name, () => session.AddTable(name, references[artifact]));
        }).Run("its output");
    }

    /// <summary>The tables that the contract looks things up in.</summary>
    internal IEnumerable<Artifact<Table>> References() => Expectations.SelectMany(expectation => expectation switch
    {
        ReferenceExpectation reference => [reference.Table],
        ColumnExpectation column => column.Rules.OfType<ReferenceRule>().Select(rule => rule.Table),
        _ => Enumerable.Empty<Artifact<Table>>(),
    });
}
