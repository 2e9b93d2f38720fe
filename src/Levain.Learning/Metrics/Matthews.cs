namespace Levain.Learning.Metrics;

internal sealed record Matthews : ConfusionMetric
{
    public override string Name => "mcc";

    private protected override bool MeasuresClasses => true;

    private protected override double OfMatrix(ConfusionMatrix matrix) => matrix.Mcc;
}
