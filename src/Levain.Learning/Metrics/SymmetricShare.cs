namespace Levain.Learning.Metrics;

internal sealed record SymmetricShare : RatioMetric
{
    public override string Name => "smape";

    // By the size of the prediction: one below zero would else bring the divisor to 0, or the share below it.
    private protected override (double Error, double Part) OfRow(double prediction, double label) =>
        label > 0 ? (Math.Abs(prediction - label) / ((label + Math.Abs(prediction)) / 2.0), 1.0) : (0.0, 0.0);

    private protected override BuildException NothingToDivideBy() => new("metric `smape` measures rows with labels above 0, and there are none", "take `mae`");
}
