using Levain.Learning.Linear;
using Levain.Learning.Training;

namespace Levain.Learning;

/// <summary>Fits labels by a weighted sum, so that the squared errors add up to the least. The same bits for any number of threads, on any processor, in memory or piece by piece.</summary>
/// <remarks>
/// By orthogonal decompositions: squares of columns, which would halve the digits, are never formed; with <see cref="LinearOptions.L1"/> they only show the way. A constant column gets 0.
/// Collinear columns, of which many coefficients fit alike, get those whose squares, in standard deviations, add up to the least; with <see cref="LinearOptions.L1"/> alone, some that are the same everywhere.
/// </remarks>
public static class LinearRegression
{
    // Below this share of the largest, a direction is rounding and no data: singles themselves differ by 1e-7.
    private const double Collinear = 1e-12;

    private const double SparseTolerance = 1e-11;
    private const int SparseSteps = 500;

    /// <param name="threads">0 for as many as there are processors.</param>
    public static LinearModel Fit(TrainingSet training, LinearOptions? options = null, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        options ??= new();
        var crew = new Crew(threads, cancellation);
        var rows = new LinearRows(training, Objective.SquaredError, crew);
        var (count, coefficients) = (rows.Active.Length, new double[rows.Width]);
        var intercept = rows.LabelMean;
        if (count > 0 && options.L1 > 0) return Sparse(rows, options, crew);
        if (count > 0)
        {
            var triangle = new RowTriangle(training, rows, crew).Find();
            if (options.L2 > 0) triangle = Triangle.Joined(triangle, Penalty(rows, options.L2), count + 1);
            var solved = Triangle.Solve(triangle, count, Collinear);
            for (var i = 0; i < count; i++)
            {
                var feature = rows.Active[i];
                coefficients[feature] = solved[i] / rows.Deviations[feature];
                intercept -= coefficients[feature] * rows.Means[feature];
            }
        }

        return rows.Model(LinearKind.Linear, intercept, coefficients);
    }

    private static LinearModel Sparse(LinearRows rows, LinearOptions options, Crew crew)
    {
        var loss = new SparseLoss(rows, new SquaredErrors(rows.LabelMean), options.L2, crew);
        var (at, slopes) = (loss.Start(), new double[rows.Active.Length + 1]);
        // The error of all that is to be told, and the unit of what may be left of it.
        var unit = Math.Sqrt(2 * loss.Evaluate(at, slopes));
        if (unit == 0) return loss.Model(LinearKind.Linear, at);
        // Half of it, beside half of the squares.
        var search = new SparseSearch(loss, loss.Shares(options.L1 / 2, power: 1), unit, SparseTolerance, SparseSteps);
        return search.Minimize(at) ? loss.Model(LinearKind.Linear, at) :
            throw new BuildException(FormattableString.Invariant($"linear regression has not come to rest after {search.Steps} steps: the slope is still {search.Slope:g3}"), "give `L2` a value: it tells collinear columns apart");
    }

    /// <summary>The penalty as rows that ask each coefficient to be 0.</summary>
    private static double[] Penalty(LinearRows rows, double l2)
    {
        var width = rows.Active.Length + 1;
        var penalty = new double[width * width];
        for (var i = 0; i < width - 1; i++) penalty[(i * width) + i] = Math.Sqrt(l2) / rows.Deviations[rows.Active[i]];
        return penalty;
    }
}
