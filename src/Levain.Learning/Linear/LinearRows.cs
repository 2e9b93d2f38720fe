using Levain.Learning.Training;

namespace Levain.Learning.Linear;

/// <summary>A training set that a linear model can learn from, with what its columns have in common.</summary>
internal sealed class LinearRows
{
    // Means are known to about 1e-14 of their size, and singles differ by 1e-7: between the two lies what is constant.
    private const double Constant = 1e-12;

    private readonly TrainingSet set;
    private readonly double[][] weights;

    public LinearRows(TrainingSet set, Objective objective, Crew crew)
    {
        Check(set, objective);
        this.set = set;
        Blocks = new(set.Features, crew);
        weights = new double[crew.Threads][];
        foreach (ref var own in weights.AsSpan()) own = new double[RowBlocks.UsualSize];
        Width = set.Features.Features.Count;
        Means = FindMeans(out var total, out var label);
        (Weight, LabelMean) = (total, label);
        Deviations = FindDeviations();
        Active = [.. Enumerable.Range(0, Width).Where(feature => Deviations[feature] > 0)];
    }

    public RowBlocks Blocks { get; }

    public int RowCount => set.RowCount;

    public int Width { get; }

    /// <summary>The sum of all weights.</summary>
    public double Weight { get; }

    public double LabelMean { get; }

    public double[] Means { get; }

    /// <summary>Root mean squares around the mean; 0 for a constant column.</summary>
    public double[] Deviations { get; }

    /// <summary>The columns that are not constant.</summary>
    public int[] Active { get; }

    public ReadOnlySpan<float> Labels(RowBlock block) => set.Labels.AsSpan(block.Start, block.Count);

    /// <summary>How much each row of a block counts.</summary>
    public void CopyWeights(RowBlock block, Span<double> to)
    {
        if (set.Weights.Length == 0) to.Fill(1.0);
        else for (var i = 0; i < to.Length; i++) to[i] = set.Weights[block.Start + i];
    }

    /// <summary>A column as deviations from its mean, in standard deviations, each times the factor of its row.</summary>
    public void CopyDeviations(RowBlock block, int feature, ReadOnlySpan<double> factors, Span<double> to)
    {
        var values = block.Column(feature);
        var (mean, unit) = (Means[feature], Deviations[feature]);
        for (var row = 0; row < values.Length; row++) to[row] = (values[row] - mean) / unit * factors[row];
    }

    /// <summary>A model of these features; coefficients of constant columns are 0.</summary>
    public LinearModel Model(LinearKind kind, double intercept, ReadOnlySpan<double> coefficients)
    {
        var features = set.Features.Features;
        var named = new LinearCoefficient[features.Count];
        for (var i = 0; i < named.Length; i++)
        {
            // Zeros have no sign in a model.
            named[i] = new(features[i].Name, coefficients[i] + 0.0);
            if (!double.IsFinite(coefficients[i])) throw new BuildException($"the coefficient of feature `{features[i].Name}` is beyond all doubles", "scale the feature, or give `L2` more weight");
        }

        return new() { Kind = kind, Intercept = intercept + 0.0, Coefficients = [.. named] };
    }

    private double[] FindMeans(out double total, out double label)
    {
        var sums = Blocks.Sum(Width + 2, (block, own, worker) =>
        {
            var weight = weights[worker].AsSpan(0, block.Count);
            CopyWeights(block, weight);
            for (var i = 0; i < Width; i++)
            {
                own[i] = ColumnKernel.Sum(block.Column(i), 0, weight);
                // Singles cannot add up to infinity: some value is none, or infinite.
                if (!double.IsFinite(own[i])) ValueCheck.Refuse(block, set.Features.Features);
            }

            own[Width] = ColumnKernel.Sum(Labels(block), 0, weight);
            foreach (var one in weight) own[Width + 1] += one;
        });
        total = sums[Width + 1];
        label = sums[Width] / total;
        var means = new double[Width];
        for (var i = 0; i < Width; i++) means[i] = sums[i] / total;
        return means;
    }

    private double[] FindDeviations()
    {
        var sums = Blocks.Sum(Width, (block, own, worker) =>
        {
            var weight = weights[worker].AsSpan(0, block.Count);
            CopyWeights(block, weight);
            for (var i = 0; i < Width; i++) own[i] = ColumnKernel.Squares(block.Column(i), Means[i], weight);
        });
        for (var i = 0; i < Width; i++)
        {
            var deviation = Math.Sqrt(sums[i] / Weight);
            sums[i] = deviation > Constant * Math.Abs(Means[i]) ? deviation : 0;
        }

        return sums;
    }

    private static void Check(TrainingSet set, Objective objective)
    {
        if (set.RowCount == 0) throw new BuildException("the training set has no rows");
        if (set.Features.Features.Count == 0) throw new BuildException("the training set has no features");
        if (set.Labels.Length != set.RowCount) throw new BuildException(FormattableString.Invariant($"the training set has {set.RowCount} rows and {set.Labels.Length} labels"));
        objective.Check(set.Labels, set.Weights);
        if (set.Features.Features.FirstOrDefault(feature => feature.Kind == FeatureKind.Category) is { } category)
            throw new BuildException($"feature `{category.Name}` is a category, and its codes are no amounts that a linear model could weigh", "encode it by `OneHotEncoder` or `FrequencyEncoder`");
    }
}
