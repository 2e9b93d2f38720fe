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
        CancellationToken cancellation = default) => Fit(training, validation, options, progress, threads, static _ => false, cancellation);

    /// <summary>As the other, until a rule says after a round that it is enough.</summary>
    /// <param name="stops">Asked after each round; it decides the model, and so must not depend on time or on what else runs.</param>
    public static TreeModel Fit(
        TrainingSet training,
        TrainingSet? validation,
        BoostingOptions options,
        IProgress<BoostingRound>? progress,
        int threads,
        Func<BoostingRound, bool> stops,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(stops);
        var crew = new Crew(threads, cancellation);
        using var run = new BoostingRun(training, validation, options, crew);
        return run.Fit(progress, stops);
    }
}
