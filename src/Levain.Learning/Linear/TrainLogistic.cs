namespace Levain.Learning;

/// <summary>Fits a logistic regression: the same file everywhere, whatever the threads.</summary>
public sealed record TrainLogistic : TableTraining<LinearModel>
{
    public LogisticOptions Options { get; init; } = new();

    private protected override bool ReadsOften => true;

    protected override async Task<LinearModel> RunAsync(StageContext context)
    {
        var sets = await ReadAsync(context, Training).ConfigureAwait(false);
        var model = LogisticRegression.Fit(sets[0], Options, context.Threads, context.Cancellation, out var iterations);
        context.Metric("iterations", iterations);
        return model;
    }
}
