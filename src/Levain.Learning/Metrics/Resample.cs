using Levain.Numerics;

namespace Levain.Learning.Metrics;

/// <summary>Room for one draw of rows.</summary>
internal sealed class Resample(int predictionCount, int rows, int weightCount)
{
    private readonly int outputs = predictionCount / rows;
    private readonly int[] drawn = new int[rows];
    private readonly float[] predictions = new float[predictionCount], labels = new float[rows], weights = new float[weightCount];

    public void Draw(CounterRandom random)
    {
        for (var i = 0; i < drawn.Length; i++) drawn[i] = random.Below((ulong)i, drawn.Length);
    }

    /// <summary>The metric of the rows that were drawn; NaN where it has none.</summary>
    public double Measure(Metric metric, float[] allPredictions, float[] allLabels, float[] allWeights)
    {
        for (var i = 0; i < drawn.Length; i++)
        {
            allPredictions.AsSpan(drawn[i] * outputs, outputs).CopyTo(predictions.AsSpan(i * outputs));
            labels[i] = allLabels[drawn[i]];
            if (weights.Length != 0) weights[i] = allWeights[drawn[i]];
        }

        try
        {
            return metric.Of(predictions, labels, weights);
        }
        catch (BuildException)
        {
            // All rows together had a value, so nothing is wrong with any: these lack a class, or a weight.
            return double.NaN;
        }
    }
}
