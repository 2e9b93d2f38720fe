namespace Levain.Learning.Scoring;

/// <summary>The rows of a matrix whose columns stand where <paramref name="columns"/> says, but for some that are replaced.</summary>
internal readonly struct RowsOfMatrix(FeatureMatrix matrix, int[] columns, ReplacedColumn[] replaced) : IRowBlocks
{
    public int RowCount => matrix.RowCount;

    public void Write(KeySlots slots, int first, int count, Span<int> keys)
    {
        var features = slots.Features;
        Span<float> values = stackalloc float[KeySlots.Block];
        for (var place = 0; place < features.Length; place++)
        {
            if (matrix is DenseMatrix dense)
            {
                slots.WriteColumn(place, dense.Column(columns[features[place]]).Slice(first, count), keys);
                continue;
            }

            matrix.CopyColumn(columns[features[place]], first, values[..count]);
            slots.WriteColumn(place, values[..count], keys);
        }

        foreach (var column in replaced)
            for (var place = 0; place < features.Length; place++)
                if (features[place] == column.Feature) slots.WriteColumn(place, column.Values.AsSpan(first, count), keys);
    }
}
