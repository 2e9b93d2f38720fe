namespace Levain.Learning;

/// <summary>Fits a logistic regression: the same file everywhere, whatever the threads.</summary>
public sealed record TrainLogistic : LinearTraining
{
    public LogisticOptions Options { get; init; } = new();

    private protected override LinearModel Fit(TrainingSet training, StageContext context)
    {
        var model = LogisticRegression.Fit(training, Options, context.Threads, context.Cancellation, out var iterations);
        context.Metric("iterations", iterations);
        return model;
    }
}
