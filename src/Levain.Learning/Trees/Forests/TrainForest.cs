namespace Levain.Learning;

/// <summary>Trains a random forest; a validation set is measured once, at the end.</summary>
public sealed record TrainForest : TreeTraining
{
    public required ForestOptions Options { get; init; }

    /// <summary>What is measured on the validation set.</summary>
    public Metric Metric { get; init; } = Metric.Rmse;

    private protected override TreeModel Fit(TrainingSet training, TrainingSet? validation, IProgress<BoostingRound> progress, StageContext context)
    {
        var model = RandomForest.Fit(training, Options, progress, context.Threads, context.Cancellation);
        if (validation is null) return model;

        var value = Metric.Of(new TreeScorer(model).Predict(validation.Features, context.Threads), validation.Labels, validation.Weights);
        progress.Report(new(Options.Trees, Options.Trees, value, value));
        return model;
    }
}
