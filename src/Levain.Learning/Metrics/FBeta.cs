namespace Levain.Learning.Metrics;

internal sealed record FBeta : ConfusionMetric
{
    /// <summary>How many times as much recall counts as precision.</summary>
    public required double Beta
    {
        get;
        init => field = value > 0 && double.IsFinite(value) ? value : throw new BuildException(FormattableString.Invariant($"recall counts some times as much as precision, and {value} is no such number"), "1 counts both alike, 2 recall more");
    }

    public override string Name => FormattableString.Invariant($"f{Beta}");

    private protected override double OfMatrix(ConfusionMatrix matrix) => matrix.FBeta(Beta);
}
