namespace Levain.Learning.Metrics;

internal sealed record MedianAbsolute : MedianMetric
{
    public override string Name => "medae";

    private protected override double Loss(double prediction, double label, int row) => Math.Abs(prediction - label);
}
