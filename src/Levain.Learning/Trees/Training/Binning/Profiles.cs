namespace Levain.Learning.Training;

/// <summary>Finds the cuts of all features of a matrix.</summary>
internal static class Profiles
{
    public static ColumnProfile[] Of(FeatureMatrix matrix, BoostingOptions options, Crew crew)
    {
        var profiles = new ColumnProfile[matrix.Features.Count];
        var sparse = matrix is SparseMatrix rowsOnly ? new SparseSample(rowsOnly) : null;
        var rows = sparse is null ? SampledRows.Of(matrix.RowCount) : [];
        crew.Run(profiles.Length, (feature, _) =>
        {
            if (matrix.Features[feature].Kind == FeatureKind.Category) profiles[feature] = Category(matrix, feature, options);
            else if (sparse is { } columns) profiles[feature] = Number(matrix.Features[feature], columns.Sample(feature), columns.MissingShare(feature), options);
            else profiles[feature] = Number(matrix.Features[feature], Values(matrix, feature, rows), null, options);
        });
        return profiles;
    }

    private static ColumnProfile Number(Feature feature, float[] sample, double? missingShare, BoostingOptions options)
    {
        var values = Array.FindAll(sample, value => !float.IsNaN(value) && !float.IsInfinity(value));
        var missing = missingShare is { } share ? (long)(values.Length / Math.Max(1e-9, 1 - share) * share) : sample.Length - values.Length;
        var cuts = Cuts.Number(feature, Quantiles.Thresholds(values, Math.Min(options.Bins - 1, Cuts.MostBins)));
        return ColumnProfile.Of(cuts, values, missing);
    }

    private static ColumnProfile Category(FeatureMatrix matrix, int feature, BoostingOptions options)
    {
        var seen = new Dictionary<float, long>();
        long missing = 0;
        var piece = new float[4096];
        for (var start = 0; start < matrix.RowCount; start += piece.Length)
        {
            var values = piece.AsSpan(0, Math.Min(piece.Length, matrix.RowCount - start));
            matrix.CopyColumn(feature, start, values);
            foreach (var value in values)
            {
                if (float.IsNaN(value)) missing++;
                else System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(seen, value, out _)++;
            }

            if (seen.Count > Cuts.MostBins) break;
        }

        var name = matrix.Features[feature].Name;
        foreach (var value in seen.Keys)
        {
            if (value < 0 || value >= 1 << 24 || value != (int)value)
                throw new BuildException(FormattableString.Invariant($"feature `{name}` is a category, and {value} is no code of one: codes are whole numbers from 0 on"), "encode the texts of the column as codes, or make it a number");
        }

        if (seen.Count > Math.Min(options.Bins - 1, Cuts.MostBins))
            throw new BuildException($"feature `{name}` has more categories than the {Math.Min(options.Bins - 1, Cuts.MostBins)} that there are bins for", "join rare categories, or encode the feature by frequency");

        var cuts = Cuts.Category(matrix.Features[feature], [.. seen.Keys.Order().Select(code => (int)code)]);
        var (common, count) = (cuts.BinCount, missing);
        foreach (var (value, times) in seen)
        {
            if (times > count || (times == count && cuts.BinOf(value) < common)) (common, count) = (cuts.BinOf(value), times);
        }

        return new(cuts, common, (double)count / Math.Max(1, matrix.RowCount));
    }

    private static float[] Values(FeatureMatrix matrix, int feature, int[] rows)
    {
        var values = new float[rows.Length];
        if (rows.Length == matrix.RowCount) matrix.CopyColumn(feature, 0, values);
        else if (matrix is DenseMatrix dense) Gather(dense.Column(feature), rows, values);
        else
        {
            for (var i = 0; i < rows.Length; i++) matrix.CopyColumn(feature, rows[i], values.AsSpan(i, 1));
        }

        return values;
    }

    private static void Gather(ReadOnlySpan<float> column, int[] rows, float[] values)
    {
        for (var i = 0; i < rows.Length; i++) values[i] = column[rows[i]];
    }
}
