using Levain.Learning;
using Levain.Numerics;

namespace Levain.Bench.Learning;

/// <summary>The mean log loss with its penalty at the coefficients that either side came to, in plain words and the same for both.</summary>
internal static class ReachedLoss
{
    /// <param name="numbers">Coefficients, and the intercept behind them.</param>
    public static double Of(TrainingSet training, double[] numbers)
    {
        var sums = new double[training.RowCount];
        sums.AsSpan().Fill(numbers[^1]);
        var column = new float[training.RowCount];
        for (var feature = 0; feature < numbers.Length - 1; feature++)
        {
            training.Features.CopyColumn(feature, 0, column);
            for (var row = 0; row < sums.Length; row++) sums[row] += numbers[feature] * column[row];
        }

        // log(1 + e^s) on the wrong side of 0, and the same without overflow on the right one.
        for (var row = 0; row < sums.Length; row++) sums[row] = training.Labels[row] == 1 ? -sums[row] : sums[row];
        for (var row = 0; row < sums.Length; row++) sums[row] = Math.Max(sums[row], 0) + Elementary.Log1p(Elementary.Exp(-Math.Abs(sums[row])));
        var squares = numbers.AsSpan(0, numbers.Length - 1).ToArray().Sum(coefficient => coefficient * coefficient);
        return (ExactSum.Of(sums) + (LearningTask.Penalty / 2 * squares)) / sums.Length;
    }
}
