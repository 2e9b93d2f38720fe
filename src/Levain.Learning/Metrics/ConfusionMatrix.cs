using Levain.Learning.Metrics;
using Levain.Numerics;

namespace Levain.Learning;

/// <summary>How many rows of each class were predicted as each class: their number, or the sum of their weights.</summary>
/// <remarks>A measure is NaN where the labels leave it undefined, and 0 where only the predictions do: a model that never predicts a class is not precise about it.</remarks>
public sealed record ConfusionMatrix
{
    private readonly double[] cells;

    private ConfusionMatrix(int classCount, double[] cells) => (ClassCount, this.cells) = (classCount, cells);

    public int ClassCount { get; }

    /// <summary>All rows together.</summary>
    public double Total => ExactSum.Of(cells);

    /// <summary>The rows of class <paramref name="label"/> that were predicted as class <paramref name="prediction"/>.</summary>
    public double this[int label, int prediction] => cells[Checked(label) * ClassCount + Checked(prediction)];

    /// <summary>The share of rows that were predicted as what they are.</summary>
    public double Accuracy => Right / Total;

    /// <summary>Cohen's kappa: accuracy beyond chance, as a share of what is beyond it at best.</summary>
    public double Kappa => AreOfOneClass(Labelled) ? double.NaN : (Total * Right - Squares(Labelled, Predicted)) / (Total * Total - Squares(Labelled, Predicted));

    /// <summary>Matthews' correlation of labels and predictions, for several classes as Gorodkin has it; from -1 to 1.</summary>
    public double Mcc
    {
        get
        {
            if (AreOfOneClass(Labelled)) return double.NaN;
            if (AreOfOneClass(Predicted)) return 0.0;
            double all = Total * Total, labels = Math.Sqrt(all - Squares(Labelled, Labelled)), predictions = Math.Sqrt(all - Squares(Predicted, Predicted));
            return (Total * Right - Squares(Labelled, Predicted)) / (labels * predictions);
        }
    }

    private double Right => Sum(label => this[label, label]);

    /// <param name="predictions">One output a row is a probability, and predicts 1 above the threshold; of several the first of the highest is predicted.</param>
    /// <param name="labels">Whole numbers from 0 on.</param>
    /// <param name="weights">Empty for 1 each.</param>
    public static ConfusionMatrix Of(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, double threshold = 0.5)
    {
        if (labels.Length == 0) throw new BuildException("a confusion matrix needs rows, and there are none", "look where the set is made: a filter may leave nothing over");
        if (predictions.Length % labels.Length != 0 || predictions.Length == 0 || (weights.Length != 0 && weights.Length != labels.Length))
            throw new ArgumentException($"{predictions.Length} predictions, {labels.Length} labels and {weights.Length} weights");
        var outputs = predictions.Length / labels.Length;
        var classes = Math.Max(2, outputs);
        var cells = new ExactSum?[classes * classes];
        for (var i = 0; i < labels.Length; i++)
        {
            var row = predictions.Slice(i * outputs, outputs);
            foreach (var output in row)
                if (float.IsNaN(output)) throw new BuildException($"a confusion matrix is made of numbers, and the prediction of row {i + 1} is none", "look at the model: its training may have diverged");
            var predicted = outputs > 1 ? WrongClass.Likeliest(row) : row[0] > threshold ? 1 : 0;
            var cell = cells[ClassLabel.Of(labels[i], classes, i) * classes + predicted] ??= new();
            cell.Add(weights.Length == 0 ? 1.0 : weights[i]);
        }

        return new(classes, Array.ConvertAll(cells, cell => cell?.Value ?? 0.0));
    }

    /// <summary>The rows of a class.</summary>
    public double Labelled(int label) => Sum(prediction => this[label, prediction]);

    /// <summary>The rows that were predicted as a class.</summary>
    public double Predicted(int prediction) => Sum(label => this[label, prediction]);

    /// <summary>The share of the rows predicted as a class that are of it.</summary>
    public double Precision(int label = 1) => Predicted(label) == 0 ? 0.0 : this[label, label] / Predicted(label);

    /// <summary>The share of the rows of a class that were predicted as it.</summary>
    public double Recall(int label = 1) => Labelled(label) == 0 ? double.NaN : this[label, label] / Labelled(label);

    /// <summary>The harmonic mean of precision and recall, where recall counts <paramref name="beta"/> times as much.</summary>
    public double FBeta(double beta = 1, int label = 1) =>
        Labelled(label) == 0 ? double.NaN : (1 + beta * beta) * this[label, label] / (beta * beta * Labelled(label) + Predicted(label));

    public bool Equals(ConfusionMatrix? other) => other is not null && cells.AsSpan().SequenceEqual(other.cells);

    public override int GetHashCode() => Total.GetHashCode();

    private bool AreOfOneClass(Func<int, double> ofClass) => Sum(label => ofClass(label) > 0 ? 1 : 0) < 2;

    private double Squares(Func<int, double> first, Func<int, double> second) => Sum(label => first(label) * second(label));

    private double Sum(Func<int, double> ofClass)
    {
        var sum = 0.0;
        for (var i = 0; i < ClassCount; i++) sum += ofClass(i);
        return sum;
    }

    private int Checked(int label) => label >= 0 && label < ClassCount ? label : throw new ArgumentOutOfRangeException(nameof(label), label, $"there are {ClassCount} classes");
}
