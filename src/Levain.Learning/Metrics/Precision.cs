namespace Levain.Learning.Metrics;

internal sealed record Precision : ConfusionMetric
{
    public override string Name => "precision";

    private protected override double OfMatrix(ConfusionMatrix matrix) => matrix.Precision();
}
