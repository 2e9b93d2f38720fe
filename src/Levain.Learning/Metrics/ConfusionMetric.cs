namespace Levain.Learning.Metrics;

/// <summary>A metric of classes alone: how often each was predicted for each.</summary>
internal abstract record ConfusionMetric : Metric
{
    /// <summary>One output above it predicts 1.</summary>
    public required double Threshold
    {
        get;
        init => field = double.IsNaN(value) ? throw new BuildException("a threshold is a number, and NaN is none", "0.5 is usual for probabilities") : value;
    }

    public sealed override bool HigherIsBetter => true;

    private protected virtual bool MeasuresClasses => false;

    public sealed override double Of(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        CheckLengths(predictions, labels, weights);
        if (!MeasuresClasses) CheckOneOutput(predictions, labels);
        var outputs = predictions.Length / labels.Length;
        for (var i = 0; i < predictions.Length; i++) CheckNumber(predictions[i], i / outputs);
        var matrix = ConfusionMatrix.Of(predictions, labels, weights, Threshold);
        if (matrix.Total == 0) throw NoWeight();
        var value = OfMatrix(matrix);
        return double.IsNaN(value) ? throw Undefined(matrix) : value;
    }

    /// <summary>NaN where the labels leave it undefined.</summary>
    private protected abstract double OfMatrix(ConfusionMatrix matrix);

    private BuildException Undefined(ConfusionMatrix matrix)
    {
        if (!MeasuresClasses) return new($"metric `{Name}` measures rows labelled 1, and there are none", "take a set that holds both labels");
        var only = Enumerable.Range(0, matrix.ClassCount).First(label => matrix.Labelled(label) > 0);
        return new($"metric `{Name}` compares rows of different classes, and every row is labelled {only}", "take `accuracy`, or a set that holds several");
    }
}
