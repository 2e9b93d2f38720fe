namespace Levain.Learning;

/// <summary>Fits a feature pipeline on training rows.</summary>
public sealed record FitFeatures : Stage<FittedFeatures>
{
    public required Artifact<Table> Training { get; init; }

    public required FeaturePipeline Pipeline { get; init; }

    protected override async Task<FittedFeatures> RunAsync(StageContext context) =>
        Pipeline.Fit(await context.ReadAsync(Training).ConfigureAwait(false), context.Threads);
}
