using Levain.Numerics;

namespace Levain.Learning.Reports;

/// <summary>What each feature added to the margins of some test rows.</summary>
internal sealed class ShapSample
{
    private const int Most = 2000;

    private readonly TreeExplainer explainer;
    private readonly DenseMatrix matrix;
    private readonly double[] contributions;

    public ShapSample(TreeModel model, JudgedSplit split, ulong seed, int threads)
    {
        explainer = new(model);
        matrix = split.Features.Take(RowSample.Of(split.Labels.Length, Most, seed));
        contributions = new double[matrix.RowCount * explainer.OutputCount * explainer.Width];
        explainer.Contributions(matrix, contributions, threads);
        Means = [.. Enumerable.Range(0, explainer.FeatureCount).Select(Mean)];
        Order = [.. Enumerable.Range(0, explainer.FeatureCount).OrderByDescending(feature => Means[feature]).ThenBy(feature => feature)];
    }

    public int Rows => matrix.RowCount;

    /// <summary>The mean size of what each feature adds, all outputs together.</summary>
    public double[] Means { get; }

    /// <summary>The features, those that add most first.</summary>
    public int[] Order { get; }

    public double[] Of(int feature) => [.. Enumerable.Range(0, Rows).Select(row => contributions[row * explainer.OutputCount * explainer.Width + feature])];

    /// <summary>The feature's own values in the same rows; NaN where it has none.</summary>
    public double[] Values(int feature)
    {
        var values = new float[Rows];
        matrix.CopyColumn(matrix.IndexOf(explainer.Model.Features[feature].Name), 0, values);
        return [.. values.Select(value => (double)value)];
    }

    private double Mean(int feature)
    {
        var sum = new ExactSum();
        for (var place = feature; place < contributions.Length; place += explainer.Width) sum.Add(Math.Abs(contributions[place]));
        return sum.Value / Rows;
    }
}
