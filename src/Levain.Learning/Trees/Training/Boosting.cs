using Levain.Learning.Training;

namespace Levain.Learning;

/// <summary>Trains boosted trees. The same data and options give the same model, bit for bit, with any number of threads and on any processor.</summary>
public static class Boosting
{
    /// <param name="validation">Watched while training, never learned from; its features are found by name.</param>
    /// <param name="threads">0 for as many as there are processors.</param>
    public static TreeModel Fit(
        TrainingSet training,
        TrainingSet? validation,
        BoostingOptions options,
        IProgress<BoostingRound>? progress = null,
        int threads = 0,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(options);
        var crew = new Crew(threads, cancellation);
        using var run = new BoostingRun(training, validation, options, crew);
        return run.Fit(progress);
    }
}
