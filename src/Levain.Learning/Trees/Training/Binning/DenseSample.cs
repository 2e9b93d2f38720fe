namespace Levain.Learning.Training;

/// <summary>The values of some rows, the same for every feature.</summary>
internal sealed class DenseSample(FeatureMatrix matrix) : IColumnSample
{
    private readonly int[] rows = SampledRows.Of(matrix.RowCount);
    private readonly float[]?[] columns = new float[matrix.Features.Count][];

    public void Add(int start, FeatureMatrix piece, Crew crew)
    {
        var first = FirstAtOrAfter(start);
        var count = FirstAtOrAfter(start + piece.RowCount) - first;
        crew.Run(columns.Length, (feature, _) =>
        {
            if (matrix.Features[feature].Kind == FeatureKind.Category) return;
            var values = (columns[feature] ??= new float[rows.Length]).AsSpan(first, count);
            if (count == piece.RowCount) piece.CopyColumn(feature, 0, values);
            else if (piece is DenseMatrix dense) Gather(dense.Column(feature), rows.AsSpan(first, count), start, values);
            else
            {
                for (var i = 0; i < count; i++) piece.CopyColumn(feature, rows[first + i] - start, values.Slice(i, 1));
            }
        });
    }

    public float[] Values(int feature) => columns[feature] ?? [];

    public double MissingShare(int feature) => Values(feature) is { Length: > 0 } values ? (double)values.Count(float.IsNaN) / values.Length : 0;

    private static void Gather(ReadOnlySpan<float> column, ReadOnlySpan<int> rows, int start, Span<float> values)
    {
        for (var i = 0; i < values.Length; i++) values[i] = column[rows[i] - start];
    }

    private int FirstAtOrAfter(int row)
    {
        var at = rows.AsSpan().BinarySearch(row);
        return at < 0 ? ~at : at;
    }
}
