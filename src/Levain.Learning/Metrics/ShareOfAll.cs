namespace Levain.Learning.Metrics;

internal sealed record ShareOfAll : RatioMetric
{
    public override string Name => "wape";

    private protected override (double Error, double Part) OfRow(double prediction, double label) => (Math.Abs(prediction - label), Math.Abs(label));

    private protected override BuildException NothingToDivideBy() => new("metric `wape` divides by the sum of the labels, and every label is 0", "take `mae`");
}
