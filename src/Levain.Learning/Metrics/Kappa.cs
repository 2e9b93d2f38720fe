namespace Levain.Learning.Metrics;

internal sealed record Kappa : ConfusionMetric
{
    public override string Name => "kappa";

    private protected override bool MeasuresClasses => true;

    private protected override double OfMatrix(ConfusionMatrix matrix) => matrix.Kappa;
}
