using Levain.Numerics;

namespace Levain.Learning.Metrics;

/// <summary>Draws of rows, with a metric of each model on every draw.</summary>
internal sealed class Resamples
{
    private readonly Metric metric;
    private readonly float[][] models;
    private readonly float[] labels, weights;
    private readonly ulong seed;

    public Resamples(Metric metric, float[][] models, float[] labels, float[] weights, ulong seed)
    {
        (this.metric, this.models, this.labels, this.weights, this.seed) = (metric, models, labels, weights, seed);
        Whole = Array.ConvertAll(models, predictions => metric.Of(predictions, labels, weights));
        if (Array.Exists(Whole, double.IsNaN)) throw new BuildException($"metric `{metric.Name}` of the rows is no number, so there is none to draw for", "look for predictions and labels that are no numbers");
    }

    /// <summary>The metric of each model on the rows themselves.</summary>
    public double[] Whole { get; }

    /// <summary>For each model the metric of every draw; NaN where a draw has none.</summary>
    public double[][] Measure(int repeats, int threads)
    {
        var values = Array.ConvertAll(models, _ => new double[repeats]);
        var random = new CounterRandom(seed);
        Parallel.For(0, repeats, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads) }, () => new Resample(models[0].Length, labels.Length, weights.Length), (repeat, _, resample) =>
        {
            resample.Draw(random.Fork((ulong)repeat));
            for (var model = 0; model < models.Length; model++) values[model][repeat] = resample.Measure(metric, models[model], labels, weights);
            return resample;
        }, _ => { });
        return values;
    }
}
