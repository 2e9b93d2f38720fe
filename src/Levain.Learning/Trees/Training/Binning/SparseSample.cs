namespace Levain.Learning.Training;

/// <summary>The values that a sparse matrix has of each feature, or so many of them as cuts need.</summary>
internal sealed class SparseSample : IColumnSample
{
    private readonly float[][] samples;
    private readonly int[] counts;
    private readonly int rowCount;

    public SparseSample(SparseMatrix matrix)
    {
        rowCount = matrix.RowCount;
        counts = new int[matrix.Features.Count];
        for (var row = 0; row < rowCount; row++)
        {
            foreach (var feature in matrix.RowFeatures(row)) counts[feature]++;
        }

        var picks = Array.ConvertAll(counts, count => count > SampledRows.Most ? SampledRows.Of(count) : null);
        samples = Array.ConvertAll(counts, count => new float[Math.Min(count, SampledRows.Most)]);
        var (met, taken) = (new int[counts.Length], new int[counts.Length]);
        for (var row = 0; row < rowCount; row++)
        {
            var features = matrix.RowFeatures(row);
            var values = matrix.RowValues(row);
            for (var i = 0; i < features.Length; i++)
            {
                var (feature, at) = (features[i], met[features[i]]++);
                if (picks[feature] is { } pick && (taken[feature] >= pick.Length || pick[taken[feature]] != at)) continue;
                samples[feature][taken[feature]++] = values[i];
            }
        }
    }

    // A sparse matrix is one piece, and its values were taken at once.
    public void Add(int start, FeatureMatrix piece, Crew crew)
    {
    }

    public float[] Values(int feature) => samples[feature];

    public double MissingShare(int feature) => 1 - ((double)counts[feature] / Math.Max(1, rowCount));
}
