namespace Levain.Learning;

/// <summary>Trains boosted trees: the same file everywhere, whatever the threads.</summary>
public sealed record TrainTrees : TreeTraining
{
    public required BoostingOptions Options { get; init; }

    private protected override TreeModel Fit(TrainingSet training, TrainingSet? validation, IProgress<BoostingRound> progress, StageContext context) =>
        Boosting.Fit(training, validation, Options, progress, context.Threads, context.Cancellation);
}
