namespace Levain.Learning.Scoring;

/// <summary>The rows of a matrix whose columns stand where <paramref name="columns"/> says, but for some that are replaced.</summary>
internal readonly struct RowsOfMatrix(FeatureMatrix matrix, int[] columns, ReplacedColumn[] replaced) : IRowBlocks
{
    // Where the columns of a sparse matrix go; not needed for others.
    private readonly int[] features = matrix is SparseMatrix ? Inverse(columns, matrix.Features.Count) : [];

    public int RowCount => matrix.RowCount;

    public void Write(KeySlots slots, int first, int count, Span<int> keys)
    {
        if (matrix is SparseMatrix sparse) WriteSparse(sparse, slots, first, count, keys);
        else WriteColumns(slots, first, count, keys);
        foreach (var column in replaced)
            for (var place = 0; place < slots.Features.Length; place++)
                if (slots.Features[place] == column.Feature) slots.WriteColumn(place, column.Values.AsSpan(first, count), keys);
    }

    private void WriteColumns(KeySlots slots, int first, int count, Span<int> keys)
    {
        var asked = slots.Features;
        Span<float> values = stackalloc float[KeySlots.Block];
        for (var place = 0; place < asked.Length; place++)
        {
            if (matrix is DenseMatrix dense)
            {
                slots.WriteColumn(place, dense.Column(columns[asked[place]]).Slice(first, count), keys);
                continue;
            }

            matrix.CopyColumn(columns[asked[place]], first, values[..count]);
            slots.WriteColumn(place, values[..count], keys);
        }
    }

    // Only what is there is looked at.
    private void WriteSparse(SparseMatrix sparse, KeySlots slots, int first, int count, Span<int> keys)
    {
        slots.WriteMissing(keys);
        for (var row = 0; row < count; row++)
        {
            var at = 0;
            var values = sparse.RowValues(first + row);
            foreach (var column in sparse.RowFeatures(first + row))
            {
                var (number, category) = slots.PlacesOf(features[column]);
                if (number >= 0) slots.WriteValue(number, values[at], row, keys);
                if (category >= 0) slots.WriteValue(category, values[at], row, keys);
                at++;
            }
        }
    }

    private static int[] Inverse(int[] columns, int count)
    {
        var inverse = new int[count];
        for (var i = 0; i < columns.Length; i++) inverse[columns[i]] = i;
        return inverse;
    }
}
