namespace Levain.Learning.Metrics;

internal sealed record MedianShare : MedianMetric
{
    public override string Name => "medape";

    private protected override double Loss(double prediction, double label, int row) =>
        label == 0
            ? throw new BuildException($"metric `medape` divides by the labels, and that of row {row + 1} is 0", "take `medae`, or leave such rows out")
            : Math.Abs((prediction - label) / label);
}
