namespace Levain.Learning.Linear;

/// <summary>Half of the square. Sums are deviations from the mean of the labels, so that its size costs no digits.</summary>
internal sealed class SquaredErrors(double labelMean) : RowErrors
{
    public override double Start => 0;

    public override double Shift => labelMean;

    public override double Losses(Span<double> sums, ReadOnlySpan<float> labels, ReadOnlySpan<double> weights, Span<double> room)
    {
        var loss = 0.0;
        for (var row = 0; row < sums.Length; row++)
        {
            var error = sums[row] - (labels[row] - labelMean);
            sums[row] = error * weights[row];
            loss += error * sums[row];
        }

        return loss / 2;
    }

    public override void Curvatures(Span<double> sums, ReadOnlySpan<double> weights) => weights.CopyTo(sums);
}
