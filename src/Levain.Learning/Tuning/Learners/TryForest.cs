namespace Levain.Learning.Tuning;

/// <summary>One random forest with some options.</summary>
internal sealed record TryForest : TrialStage<TreeModel>
{
    public required TrialTables Tables { get; init; }

    public required ForestOptions Options { get; init; }

    public required Metric Metric { get; init; }

    protected override async Task<Trial<TreeModel>> TryAsync(StageContext context)
    {
        var (training, validation) = await Tables.ReadAsync(context).ConfigureAwait(false);
        var model = RandomForest.Fit(training, Options, progress: null, context.Threads, context.Cancellation);
        return Trial.Complete(model, Metric.Of(new TreeScorer(model).Predict(validation.Features, context.Threads), validation.Labels, validation.Weights));
    }
}
