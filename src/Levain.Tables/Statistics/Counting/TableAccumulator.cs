namespace Levain.Tables.Statistics;

/// <summary>Sees all pieces of a table. Each column is one task's at a time, so the number of threads changes nothing.</summary>
internal sealed class TableAccumulator
{
    private readonly ColumnAccumulator[] columns;
    private readonly ParallelOptions parallel;
    private long rows;

    public TableAccumulator(IReadOnlyList<Field> fields, int threads, CancellationToken cancellation)
    {
        var limits = Limits.For(fields.Count);
        columns = [.. fields.Select(field => ColumnAccumulator.For(field, limits))];
        parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
    }

    public void Add(Table piece)
    {
        rows += piece.RowCount;
        Parallel.For(0, columns.Length, parallel, index => columns[index].Add(piece.Columns[index]));
    }

    public TableStatistics Finish()
    {
        var finished = new ColumnStatistics[columns.Length];
        Parallel.For(0, columns.Length, parallel, index => finished[index] = columns[index].Finish());
        return new(rows, finished);
    }
}
