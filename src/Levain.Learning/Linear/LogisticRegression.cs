using Levain.Learning.Linear;
using Levain.Learning.Training;

namespace Levain.Learning;

/// <summary>Fits the probability of a label of 1 as a logistic function of a weighted sum, by L-BFGS. The same bits for any number of threads, on any processor, in memory or piece by piece.</summary>
/// <remarks>A constant column gets 0. Collinear columns share what they say, as the penalty asks: the squares of their coefficients add up to the least. Without a penalty they share it in some way, which is the same everywhere.</remarks>
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
        var loss = new LogisticLoss(rows, options.L2, crew);
        var at = loss.Start();
        var search = new Lbfgs(loss.Evaluate, options.Tolerance, options.Iterations);
        if (!search.Minimize(at))
        {
            throw new BuildException(
                FormattableString.Invariant($"logistic regression has not come to rest after {search.Steps} steps: the slope is still {search.Slope:g3}, and `Tolerance` is {options.Tolerance}"),
                options.L2 > 0 ? "allow more `Iterations`, or a larger `Tolerance`" : "give `L2` a value: where features tell the classes apart, coefficients have no end without it");
        }

        iterations = search.Steps;
        return loss.Model(at);
    }
}
