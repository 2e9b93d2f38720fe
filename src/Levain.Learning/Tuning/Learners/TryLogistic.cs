namespace Levain.Learning.Tuning;

/// <summary>One logistic regression with some options.</summary>
internal sealed record TryLogistic : TrialStage<LinearModel>
{
    public required TrialTables Tables { get; init; }

    public required LogisticOptions Options { get; init; }

    public required Metric Metric { get; init; }

    protected override async Task<Trial<LinearModel>> TryAsync(StageContext context)
    {
        var (training, validation) = await Tables.ReadAsync(context).ConfigureAwait(false);
        var model = LogisticRegression.Fit(training, Options, context.Threads, context.Cancellation);
        return Trial.Complete(model, Metric.Of(model.Predict(validation.Features, context.Threads, context.Cancellation), validation.Labels, validation.Weights));
    }
}
