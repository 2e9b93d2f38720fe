namespace Levain.Learning;

/// <summary>Refuses infinite features: XGBoost takes them for missing ones here, and for numbers there.</summary>
internal static class XGBoostNumbers
{
    /// <param name="what">What the error calls the set.</param>
    public static void MustBeFinite(FeatureMatrix matrix, string what)
    {
        foreach (var (start, piece) in matrix.Pieces())
        {
            if (Infinite(piece) is { } at) throw new BuildException(FormattableString.Invariant($"feature `{matrix.Features[at.Feature].Name}` is infinite in row {start + at.Row} of the {what} set"), "leave it empty, or cut it off at a number");
        }
    }

    private static (int Row, int Feature)? Infinite(FeatureMatrix matrix)
    {
        if (matrix is SparseMatrix sparse) return Find(sparse.Values) is >= 0 and var place ? (RowOf(sparse, place), sparse.Indices[place]) : null;

        var copy = new float[matrix is DenseMatrix ? 0 : matrix.RowCount];
        for (var feature = 0; feature < matrix.Features.Count; feature++)
        {
            if (matrix is not DenseMatrix) matrix.CopyColumn(feature, 0, copy);
            if (Find(matrix is DenseMatrix dense ? dense.Column(feature) : copy) is >= 0 and var row) return (row, feature);
        }

        return null;
    }

    private static int Find(ReadOnlySpan<float> values) => values.IndexOfAny(float.PositiveInfinity, float.NegativeInfinity);

    // Rows without values start where the next one does.
    private static int RowOf(SparseMatrix sparse, int place)
    {
        var row = sparse.Starts.BinarySearch((long)place);
        if (row < 0) row = ~row - 1;
        while (sparse.Starts[row + 1] <= place) row++;
        return row;
    }
}
