namespace Levain.Learning;

/// <summary>Fits a linear regression: the same file everywhere, whatever the threads.</summary>
public sealed record TrainLinear : TableTraining<LinearModel>
{
    public LinearOptions Options { get; init; } = new();

    private protected override bool ReadsOften => true;

    protected override async Task<LinearModel> RunAsync(StageContext context)
    {
        var sets = await ReadAsync(context, Training).ConfigureAwait(false);
        return LinearRegression.Fit(sets[0], Options, context.Threads, context.Cancellation);
    }
}
