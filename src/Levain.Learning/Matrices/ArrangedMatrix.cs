namespace Levain.Learning;

/// <summary>Some features of another matrix, in another order.</summary>
internal sealed class ArrangedMatrix(FeatureMatrix source, IReadOnlyList<Feature> features, int[] columns) : FeatureMatrix(features, source.RowCount)
{
    public override void CopyRow(int row, Span<float> values)
    {
        var whole = new float[source.Features.Count];
        source.CopyRow(row, whole);
        for (var i = 0; i < columns.Length; i++) values[i] = whole[columns[i]];
    }

    public override void CopyColumn(int feature, int start, Span<float> values) => source.CopyColumn(columns[feature], start, values);

    public override ArrangedMatrix Take(ReadOnlySpan<int> rows) => new(source.Take(rows), Features, columns);
}
