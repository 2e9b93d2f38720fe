namespace Levain.Learning.Metrics;

internal sealed record Recall : ConfusionMetric
{
    public override string Name => "recall";

    private protected override double OfMatrix(ConfusionMatrix matrix) => matrix.Recall();
}
