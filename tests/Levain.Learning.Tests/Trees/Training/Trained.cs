namespace Levain.Learning.Tests.Trees.Training;

internal static class Trained
{
    /// <summary>A model trained until the test is cancelled.</summary>
    public static TreeModel On(TrainingSet training, TrainingSet? validation, BoostingOptions options, IProgress<BoostingRound>? progress = null, int threads = 0) =>
        Boosting.Fit(training, validation, options, progress, threads, TestContext.Current.CancellationToken);
}
