namespace Levain.Learning.Metrics;

internal sealed record Accuracy : ConfusionMetric
{
    public override string Name => "accuracy";

    private protected override bool MeasuresClasses => true;

    private protected override double OfMatrix(ConfusionMatrix matrix) => matrix.Accuracy;
}
