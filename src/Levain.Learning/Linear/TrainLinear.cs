namespace Levain.Learning;

/// <summary>Fits a linear regression: the same file everywhere, whatever the threads.</summary>
public sealed record TrainLinear : LinearTraining
{
    public LinearOptions Options { get; init; } = new();

    private protected override LinearModel Fit(TrainingSet training, StageContext context) =>
        LinearRegression.Fit(training, Options, context.Threads, context.Cancellation);
}
