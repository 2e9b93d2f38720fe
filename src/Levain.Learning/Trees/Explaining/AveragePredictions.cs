using System.Collections.Immutable;
using Levain.Learning.Scoring;

namespace Levain.Learning.Explaining;

/// <summary>The average predictions of rows in which some features are set to one value.</summary>
internal sealed class AveragePredictions(TreeScorer scorer, FeatureMatrix rows, int[] columns, int threads)
{
    private readonly float[] predictions = new float[checked(rows.RowCount * scorer.OutputCount)];

    /// <summary>Adds one mean for each output.</summary>
    public void AddTo(ImmutableArray<double>.Builder means, int[] features, float[] values)
    {
        ReplacedColumn[] replaced = [.. features.Select((feature, i) => new ReplacedColumn(feature, Everywhere(values[i])))];
        scorer.Predict(new RowsOfMatrix(rows, columns, replaced), predictions, threads);
        for (var output = 0; output < scorer.OutputCount; output++)
        {
            var sum = 0.0;
            for (var i = output; i < predictions.Length; i += scorer.OutputCount) sum += predictions[i];
            means.Add(sum / rows.RowCount);
        }
    }

    private float[] Everywhere(float value)
    {
        var values = new float[rows.RowCount];
        values.AsSpan().Fill(value);
        return values;
    }
}
