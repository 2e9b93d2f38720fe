using Levain.Learning.Linear;
using Levain.Learning.Training;

namespace Levain.Learning;

/// <summary>Fits the probability of a label of 1 as a logistic function of a weighted sum: by L-BFGS, or with <see cref="LogisticOptions.L1"/> by Newton's steps whose quadratic functions are solved by coordinate descent. The same bits for any number of threads, on any processor, in memory or piece by piece.</summary>
/// <remarks>A constant column gets 0. Collinear columns share what they say, as the penalty asks: the squares of their coefficients add up to the least. With <see cref="LogisticOptions.L1"/> alone or without a penalty they share it in some way, which is the same everywhere.</remarks>
public static class LogisticRegression
{
    /// <param name="threads">0 for as many as there are processors.</param>
    public static LinearModel Fit(TrainingSet training, LogisticOptions? options = null, int threads = 0, CancellationToken cancellation = default) =>
        Fit(training, options ?? new(), threads, cancellation, out _);

    internal static LinearModel Fit(TrainingSet training, LogisticOptions options, int threads, CancellationToken cancellation, out int iterations)
    {
        ArgumentNullException.ThrowIfNull(training);
        var crew = new Crew(threads, cancellation);
        var rows = new LinearRows(training, Objective.Logistic, crew);
        if (options.L1 > 0) return Sparse(rows, options, crew, out iterations);
        var loss = new LogisticLoss(rows, options.L2, crew);
        var at = loss.Start();
        var search = new Lbfgs(loss.Evaluate, options.Tolerance, options.Iterations);
        if (!search.Minimize(at)) throw Restless(search.Steps, search.Slope, options);
        iterations = search.Steps;
        return loss.Model(at);
    }

    private static LinearModel Sparse(LinearRows rows, LogisticOptions options, Crew crew, out int iterations)
    {
        var loss = new SparseLoss(rows, new LogisticErrors(rows.LabelMean), options.L2, crew);
        var at = loss.Start();
        var search = new SparseSearch(loss, loss.Shares(options.L1, power: 1), Math.Sqrt(rows.LabelMean * (1 - rows.LabelMean)), options.Tolerance, options.Iterations);
        if (!search.Minimize(at)) throw Restless(search.Steps, search.Slope, options);
        iterations = search.Steps;
        return loss.Model(LinearKind.Logistic, at);
    }

    private static BuildException Restless(int steps, double slope, LogisticOptions options) => new(
        FormattableString.Invariant($"logistic regression has not come to rest after {steps} steps: the slope is still {slope:g3}, and `Tolerance` is {options.Tolerance}"),
        options.L1 + options.L2 > 0 ? "allow more `Iterations`, or a larger `Tolerance`" : "give `L2` a value: where features tell the classes apart, coefficients have no end without it");
}
