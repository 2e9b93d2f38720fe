using Levain.Testing;

namespace Levain.Learning.Tests.Metrics;

/// <summary>Metrics as options of a stage.</summary>
public sealed class MetricOptionTests
{
    private static readonly Metric[] Different =
    [
        Metric.Mse, Metric.MedianAe, Metric.MedianApe, Metric.Smape, Metric.Wape, Metric.R2, Metric.ResidualDeviation, Metric.Coverage,
        Metric.Brier, Metric.CalibrationError(10), Metric.CalibrationError(11),
        // Beside each other where numbers are equal: only their kind tells them apart.
        Metric.Accuracy(), Metric.Precision(), Metric.Recall(), Metric.Kappa(), Metric.Mcc(), Metric.FBeta(),
        Metric.Accuracy(0.6), Metric.Precision(0.6), Metric.FBeta(2), Metric.FBeta(1, 0.6),
    ];

    [Fact]
    public void Every_metric_has_a_key_of_its_own()
    {
        using var workspace = new TestWorkspace();

        var keys = Different.Select(Key).ToArray();

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(keys[^1], Key(Metric.FBeta(1, 0.6)));

        string Key(Metric metric) => workspace.Plan(new Measured(metric)).Plan.All.Single().Decision.Key!.ToString()!;
    }

    private sealed class Measured(Metric metric) : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile) => [new Measure { Metric = metric }];
    }

    private sealed record Measure : Stage<Text>
    {
        public required Metric Metric { get; init; }

        protected override Task<Text> RunAsync(StageContext context) => Task.FromResult(new Text(Metric.Name));
    }
}
