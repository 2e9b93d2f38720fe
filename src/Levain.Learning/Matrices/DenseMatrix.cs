namespace Levain.Learning;

/// <summary>A matrix that keeps each feature as one run of numbers.</summary>
public sealed class DenseMatrix : FeatureMatrix
{
    private readonly float[][] columns;

    /// <summary>Takes the columns themselves, which nobody may change afterwards.</summary>
    public DenseMatrix(IReadOnlyList<Feature> features, IReadOnlyList<float[]> columns) : base(features, columns.Count == 0 ? 0 : columns[0].Length)
    {
        if (features.Count != columns.Count) throw new ArgumentException($"{features.Count} features and {columns.Count} columns", nameof(columns));
        this.columns = [.. columns];
        foreach (var column in this.columns)
        {
            if (column.Length != RowCount) throw new ArgumentException("columns of different lengths", nameof(columns));
        }
    }

    public ReadOnlySpan<float> Column(int feature) => columns[feature];

    /// <summary>A column that can be pinned, for native code.</summary>
    internal ReadOnlyMemory<float> Memory(int feature) => columns[feature];

    public override void CopyRow(int row, Span<float> values)
    {
        for (var i = 0; i < columns.Length; i++) values[i] = columns[i][row];
    }

    public override void CopyColumn(int feature, int start, Span<float> values) => columns[feature].AsSpan(start, values.Length).CopyTo(values);

    public override DenseMatrix Take(ReadOnlySpan<int> rows)
    {
        var taken = new float[columns.Length][];
        for (var i = 0; i < taken.Length; i++)
        {
            var (from, to) = (columns[i], new float[rows.Length]);
            for (var row = 0; row < to.Length; row++) to[row] = from[rows[row]];
            taken[i] = to;
        }

        return new(Features, taken);
    }
}
