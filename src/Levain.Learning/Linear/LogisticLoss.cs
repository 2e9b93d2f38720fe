using Levain.Learning.Training;
using Levain.Numerics;

namespace Levain.Learning.Linear;

/// <summary>The mean log loss with its penalty, as a function of coefficients in units in which all directions curve alike where the search starts. The last direction is the intercept.</summary>
internal sealed class LogisticLoss
{
    // With more columns, knowing how they vary together costs more than it saves.
    private const int MostTogether = 256;

    private readonly LinearRows rows;
    private readonly double penalty, interceptUnit;
    private readonly LevelUnits units;
    private readonly double[][] sums, powers, weights;

    public LogisticLoss(LinearRows rows, double l2, Crew crew)
    {
        (this.rows, penalty) = (rows, l2 / rows.Weight);
        var curvature = rows.LabelMean * (1 - rows.LabelMean);
        interceptUnit = Math.Sqrt(curvature);
        units = rows.Active.Length is > 0 and <= MostTogether ? Together(curvature, new CurvatureSample(rows, crew).Find()) : new([.. rows.Active.Select(feature => curvature + Penalty(feature))]);
        (sums, powers, weights) = (Buffers(crew), Buffers(crew), Buffers(crew));
    }

    /// <summary>All coefficients 0, and the intercept that is best then.</summary>
    public double[] Start()
    {
        var start = new double[rows.Active.Length + 1];
        start[^1] = Elementary.Log(rows.LabelMean / (1 - rows.LabelMean)) * interceptUnit;
        return start;
    }

    public double Evaluate(double[] at, double[] slopes)
    {
        var (width, active) = (at.Length, rows.Active);
        var (coefficients, intercept) = Coefficients(at);
        var totals = rows.Blocks.Sum(width + 1, (block, own, worker) => Add(block, coefficients, intercept, own, worker));
        var loss = totals[width] / rows.Weight;
        for (var i = 0; i < active.Length; i++)
        {
            loss += penalty / 2 * coefficients[i] * coefficients[i];
            slopes[i] = ((totals[i] / rows.Weight) + (penalty * coefficients[i])) / rows.Deviations[active[i]];
        }

        units.ToSlopes(slopes.AsSpan(0, active.Length));
        slopes[^1] = totals[width - 1] / rows.Weight / interceptUnit;
        return loss;
    }

    public LinearModel Model(double[] at)
    {
        var all = new double[rows.Width];
        var (coefficients, intercept) = Coefficients(at);
        for (var i = 0; i < coefficients.Length; i++)
        {
            all[rows.Active[i]] = coefficients[i];
            intercept -= coefficients[i] * rows.Means[rows.Active[i]];
        }

        return rows.Model(LinearKind.Logistic, intercept, all);
    }

    private LevelUnits Together(double curvature, double[] products)
    {
        var width = rows.Active.Length;
        for (var i = 0; i < products.Length; i++) products[i] *= curvature;
        for (var i = 0; i < width; i++) products[(i * width) + i] += Penalty(rows.Active[i]);
        return new(products, width);
    }

    /// <summary>The curvature of the penalty by a coefficient in standard deviations.</summary>
    private double Penalty(int feature) => penalty / rows.Deviations[feature] / rows.Deviations[feature];

    /// <summary>The coefficients of columns that are not constant, and what a row of means comes to.</summary>
    private (double[] Coefficients, double Intercept) Coefficients(double[] at)
    {
        var coefficients = at[..^1];
        units.ToCoefficients(coefficients);
        for (var i = 0; i < coefficients.Length; i++) coefficients[i] /= rows.Deviations[rows.Active[i]];
        return (coefficients, at[^1] / interceptUnit);
    }

    private void Add(RowBlock block, double[] coefficients, double intercept, Span<double> own, int worker)
    {
        var sum = sums[worker].AsSpan(0, block.Count);
        var weight = weights[worker].AsSpan(0, block.Count);
        rows.CopyWeights(block, weight);
        sum.Fill(intercept);
        var active = rows.Active;
        for (var i = 0; i < active.Length; i++) ColumnKernel.AddTimes(block.Column(active[i]), rows.Means[active[i]], coefficients[i], sum);
        own[^1] = LogisticRows.Losses(sum, rows.Labels(block), weight, powers[worker].AsSpan(0, block.Count));
        // The block is still in the cache. What stood for sums now stands for errors.
        for (var i = 0; i < active.Length; i++) own[i] = ColumnKernel.Sum(block.Column(active[i]), rows.Means[active[i]], sum);
        foreach (var error in sum) own[^2] += error;
    }

    private static double[][] Buffers(Crew crew) => [.. Enumerable.Range(0, crew.Threads).Select(_ => new double[RowBlocks.UsualSize])];
}
