using Levain.Numerics;

namespace Levain.Learning.Linear;

/// <summary>The log loss, of sums that are logarithms of odds.</summary>
internal sealed class LogisticErrors(double labelMean) : RowErrors
{
    public override double Start => Elementary.Log(labelMean / (1 - labelMean));

    public override double Shift => 0;

    public override double Losses(Span<double> sums, ReadOnlySpan<float> labels, ReadOnlySpan<double> weights, Span<double> room) => LogisticRows.Losses(sums, labels, weights, room);

    public override void Curvatures(Span<double> sums, ReadOnlySpan<double> weights)
    {
        // By the side that is below a half: the other one rounds to 1.
        for (var row = 0; row < sums.Length; row++) sums[row] = -Math.Abs(sums[row]);
        Elementary.Sigmoid(sums, sums);
        for (var row = 0; row < sums.Length; row++) sums[row] *= (1 - sums[row]) * weights[row];
    }
}
