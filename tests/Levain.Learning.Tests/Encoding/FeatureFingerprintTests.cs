using Levain.Fingerprints;

namespace Levain.Learning.Tests.Encoders;

/// <summary>What a stage does with features is known, so that a change elsewhere rebuilds nothing.</summary>
public sealed class FeatureFingerprintTests
{
    [Fact]
    public void Fitting_features_counts_the_encoders_and_no_whole_assembly()
    {
        var fingerprint = Of<FitFeatures>();

        Assert.Empty(fingerprint.WholeAssemblies);
        Assert.False(fingerprint.UsesPlatformMath);
        Assert.False(fingerprint.UsesTimeZones);
        // No code of the stage constructs an encoder: pipelines have them among their options.
        Assert.Contains(fingerprint.AllMembers.Value, member => member.Name.Contains(nameof(LagEncoder), StringComparison.Ordinal));
        Assert.Contains(fingerprint.AllMembers.Value, member => member.Name.Contains("Encoders.Scale", StringComparison.Ordinal));
        Assert.DoesNotContain(fingerprint.AllMembers.Value, member => member.Name.Contains(nameof(TreeScorer), StringComparison.Ordinal));
    }

    [Fact]
    public void Predicting_counts_features_and_trees_and_no_whole_assembly()
    {
        var fingerprint = Of<PredictRows>();

        Assert.Empty(fingerprint.WholeAssemblies);
        Assert.False(fingerprint.UsesTimeZones);
        Assert.Contains(fingerprint.AllMembers.Value, member => member.Name.Contains(nameof(TreeScorer), StringComparison.Ordinal));
        Assert.Contains(fingerprint.AllMembers.Value, member => member.Name.Contains("FittedOneHot", StringComparison.Ordinal));
    }

    private static CodeFingerprint Of<T>() where T : Stage => new CodeFingerprinter(new AssemblyUniverse([AppContext.BaseDirectory])).Of(typeof(T));

    public sealed record PredictRows : Stage<Table>
    {
        public required Artifact<TreePredictor> Predictor { get; init; }

        public required Artifact<Table> Rows { get; init; }

        protected override async Task<Table> RunAsync(StageContext context) => new([.. (await context.ReadAsync(Predictor)).Predict(await context.ReadAsync(Rows))]);
    }
}
