namespace Levain.Learning;

/// <summary>Trains boosted trees by XGBoost's library, whose digest is part of the key, and the platform with it.</summary>
public sealed record TrainXGBoost : TreeTraining
{
    public required XGBoostOptions Options { get; init; }

    private protected override TreeModel Fit(TrainingSet training, TrainingSet? validation, IProgress<BoostingRound> progress, StageContext context) =>
        XGBoost.Fit(training, validation, Options, progress, context.Cancellation);
}
