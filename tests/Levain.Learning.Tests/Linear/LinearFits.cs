namespace Levain.Learning.Tests.Linear;

/// <summary>Fits and predictions, which end with the test.</summary>
internal static class LinearFits
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static LinearModel Of(bool isLogistic, TrainingSet set, int threads = 2) => isLogistic ? Logistic(set, threads: threads) : Linear(set, threads: threads);

    public static LinearModel Linear(TrainingSet set, LinearOptions? options = null, int threads = 2) => LinearRegression.Fit(set, options, threads, Cancellation);

    public static LinearModel Logistic(TrainingSet set, LogisticOptions? options = null, int threads = 2) => LogisticRegression.Fit(set, options, threads, Cancellation);

    public static float[] Predictions(this LinearModel model, FeatureMatrix rows, int threads = 2) => model.Predict(rows, threads, Cancellation);

    public static double[] Values(this LinearModel model) => [.. model.Coefficients.Select(coefficient => coefficient.Value)];
}
