namespace Levain.Tables.Statistics;

/// <summary>What a table is like, column by column.</summary>
public sealed record TableStatistics(long Rows, IReadOnlyList<ColumnStatistics> Columns)
{
    /// <summary>Looks at all columns of a table, several at once; how many makes no difference to the result.</summary>
    /// <param name="threads">All processors when null.</param>
    public static TableStatistics Of(Table table, int? threads = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        var accumulator = new TableAccumulator(table.Schema.Fields, threads ?? Environment.ProcessorCount, cancellation);
        accumulator.Add(table);
        return accumulator.Finish();
    }

    public ColumnStatistics? Find(string name) => Columns.FirstOrDefault(column => column.Name == name);
}
