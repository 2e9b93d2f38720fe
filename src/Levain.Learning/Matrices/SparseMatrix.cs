namespace Levain.Learning;

/// <summary>A matrix that keeps only the values that are there: what is not kept is missing.</summary>
public sealed class SparseMatrix : FeatureMatrix
{
    private readonly long[] starts;
    private readonly int[] features;
    private readonly float[] values;

    /// <summary>Takes rows as they follow each other: the values of row r stand from <c>starts[r]</c> up to <c>starts[r + 1]</c>, by rising feature.</summary>
    public SparseMatrix(IReadOnlyList<Feature> features, long[] starts, int[] indices, float[] values) : base(features, starts.Length - 1)
    {
        (this.starts, this.features, this.values) = (starts, indices, values);
        if (starts[0] != 0 || starts[^1] != indices.Length || indices.Length != values.Length) throw new ArgumentException("starts, indices and values do not belong together", nameof(starts));
        for (var row = 0; row < RowCount; row++)
        {
            if (starts[row] > starts[row + 1]) throw new ArgumentException($"row {row} ends before it starts", nameof(starts));
            var before = -1;
            foreach (var feature in RowFeatures(row))
            {
                if (feature <= before || feature >= features.Count) throw new ArgumentException($"row {row} has feature {feature} behind {before}, of {features.Count}", nameof(indices));
                before = feature;
            }
        }
    }

    public long ValueCount => values.Length;

    /// <summary>Where each row starts among all values, and where the last one ends.</summary>
    internal ReadOnlySpan<long> Starts => starts;

    /// <summary>The features of all rows.</summary>
    internal ReadOnlySpan<int> Indices => features;

    /// <summary>The values of all rows.</summary>
    internal ReadOnlySpan<float> Values => values;

    /// <summary>Which features a row has.</summary>
    public ReadOnlySpan<int> RowFeatures(int row) => features.AsSpan((int)starts[row], (int)(starts[row + 1] - starts[row]));

    /// <summary>Their values.</summary>
    public ReadOnlySpan<float> RowValues(int row) => values.AsSpan((int)starts[row], (int)(starts[row + 1] - starts[row]));

    public override void CopyRow(int row, Span<float> values)
    {
        values.Fill(float.NaN);
        var at = RowFeatures(row);
        var there = RowValues(row);
        for (var i = 0; i < at.Length; i++) values[at[i]] = there[i];
    }

    public override void CopyColumn(int feature, int start, Span<float> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var at = RowFeatures(start + i).BinarySearch(feature);
            values[i] = at < 0 ? float.NaN : RowValues(start + i)[at];
        }
    }

    public override SparseMatrix Take(ReadOnlySpan<int> rows)
    {
        var taken = new long[rows.Length + 1];
        for (var i = 0; i < rows.Length; i++) taken[i + 1] = taken[i] + starts[rows[i] + 1] - starts[rows[i]];
        var (takenFeatures, takenValues) = (new int[taken[^1]], new float[taken[^1]]);
        for (var i = 0; i < rows.Length; i++)
        {
            RowFeatures(rows[i]).CopyTo(takenFeatures.AsSpan((int)taken[i]));
            RowValues(rows[i]).CopyTo(takenValues.AsSpan((int)taken[i]));
        }

        return new(Features, taken, takenFeatures, takenValues);
    }
}
