using Levain.Learning.Scoring;
using Levain.Numerics;

namespace Levain.Learning.Explaining;

/// <summary>A metric before and after a feature's values are dealt to other rows.</summary>
internal sealed class PermutedScores
{
    private readonly TreeScorer scorer;
    private readonly TrainingSet rows;
    private readonly Metric metric;
    private readonly int threads;
    private readonly int[] columns;
    private readonly float[] predictions;
    private readonly double whole;

    public PermutedScores(TreeScorer scorer, TrainingSet rows, Metric metric, int threads)
    {
        (this.scorer, this.rows, this.metric, this.threads) = (scorer, rows, metric, threads);
        columns = FeatureColumns.Of(scorer.Model.Features, rows.Features);
        predictions = new float[checked(rows.RowCount * scorer.OutputCount)];
        whole = Score([]);
    }

    /// <summary>By how much the metric becomes worse, once for each repeat.</summary>
    public double[] Losses(int feature, CounterRandom random, int repeats)
    {
        var losses = new double[repeats];
        if (!scorer.Asks(feature)) return losses;
        var (values, dealt) = (new float[rows.RowCount], new float[rows.RowCount]);
        rows.Features.CopyColumn(columns[feature], 0, values);
        for (var repeat = 0; repeat < repeats; repeat++)
        {
            var order = random.Fork((ulong)repeat).Permutation(values.Length);
            for (var row = 0; row < order.Length; row++) dealt[row] = values[order[row]];
            var score = Score([new(feature, dealt)]);
            losses[repeat] = metric.HigherIsBetter ? whole - score : score - whole;
        }

        return losses;
    }

    private double Score(ReplacedColumn[] replaced)
    {
        scorer.Predict(new RowsOfMatrix(rows.Features, columns, replaced), predictions, threads);
        return metric.Of(predictions, rows.Labels, rows.Weights);
    }
}
