using Levain.Learning.Training;
using Levain.Numerics;

namespace Levain.Learning.Linear;

/// <summary>The mean log loss with its penalty, as a function of coefficients in units in which all directions curve alike where the search starts.</summary>
internal sealed class LogisticLoss
{
    private readonly LinearRows rows;
    private readonly double penalty;
    private readonly double[] units;
    private readonly double[][] sums, powers, weights;

    public LogisticLoss(LinearRows rows, double l2, Crew crew)
    {
        (this.rows, penalty) = (rows, l2 / rows.Weight);
        var curvature = rows.LabelMean * (1 - rows.LabelMean);
        // One for each column that is not constant, and the last for the intercept.
        units = [.. rows.Active.Select(feature => Math.Sqrt((curvature * rows.Deviations[feature] * rows.Deviations[feature]) + penalty)), Math.Sqrt(curvature)];
        (sums, powers, weights) = (Buffers(crew), Buffers(crew), Buffers(crew));
    }

    /// <summary>All coefficients 0, and the intercept that is best then.</summary>
    public double[] Start()
    {
        var start = new double[units.Length];
        start[^1] = Elementary.Log(rows.LabelMean / (1 - rows.LabelMean)) * units[^1];
        return start;
    }

    public double Evaluate(double[] at, double[] slopes)
    {
        var (width, intercept) = (at.Length, at[^1] / units[^1]);
        var totals = rows.Blocks.Sum(width + 1, (block, own, worker) => Add(block, at, intercept, own, worker));
        var loss = totals[width] / rows.Weight;
        for (var i = 0; i < width; i++)
        {
            var coefficient = i < width - 1 ? at[i] / units[i] : 0;
            loss += penalty / 2 * coefficient * coefficient;
            slopes[i] = ((totals[i] / rows.Weight) + (penalty * coefficient)) / units[i];
        }

        return loss;
    }

    public LinearModel Model(double[] at)
    {
        var coefficients = new double[rows.Width];
        var intercept = at[^1] / units[^1];
        for (var i = 0; i < rows.Active.Length; i++)
        {
            var feature = rows.Active[i];
            coefficients[feature] = at[i] / units[i];
            intercept -= coefficients[feature] * rows.Means[feature];
        }

        return rows.Model(LinearKind.Logistic, intercept, coefficients);
    }

    private void Add(RowBlock block, double[] at, double intercept, Span<double> own, int worker)
    {
        var sum = sums[worker].AsSpan(0, block.Count);
        var weight = weights[worker].AsSpan(0, block.Count);
        rows.CopyWeights(block, weight);
        sum.Fill(intercept);
        var active = rows.Active;
        for (var i = 0; i < active.Length; i++) ColumnKernel.AddTimes(block.Column(active[i]), rows.Means[active[i]], at[i] / units[i], sum);
        own[^1] = LogisticRows.Losses(sum, rows.Labels(block), weight, powers[worker].AsSpan(0, block.Count));
        // The block is still in the cache. What stood for sums now stands for errors.
        for (var i = 0; i < active.Length; i++) own[i] = ColumnKernel.Sum(block.Column(active[i]), rows.Means[active[i]], sum);
        foreach (var error in sum) own[^2] += error;
    }

    private static double[][] Buffers(Crew crew) => [.. Enumerable.Range(0, crew.Threads).Select(_ => new double[RowBlocks.UsualSize])];
}
