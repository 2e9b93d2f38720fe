namespace Levain.Learning;

/// <summary>XGBoost itself, by its C library: for those who want the very same learner as before.</summary>
/// <remarks>
/// One platform, one version of the library and one number of threads give the same model, bit for bit. Between platforms it may differ: XGBoost takes exponentials from libm.
/// Between numbers of threads it is the same in all that we test, but XGBoost does not promise it.
/// </remarks>
public static class XGBoost
{
    /// <summary>Whether its library is found.</summary>
    public static bool IsInstalled => XGBoostLibrary.Path is not null;

    /// <param name="validation">Watched while training, never learned from; its features are found by name.</param>
    /// <param name="progress">Hears of each round, with the last metric on the validation set.</param>
    /// <param name="cancellation">Ends training between two rounds.</param>
    public static TreeModel Fit(TrainingSet training, TrainingSet? validation, XGBoostOptions options, IProgress<BoostingRound>? progress = null, CancellationToken cancellation = default)
    {
        using var model = new MemoryStream(FitToJson(training, validation, options, progress, cancellation));
        return XGBoostFormat.Read(model);
    }

    /// <summary>The model as the library writes it.</summary>
    internal static byte[] FitToJson(TrainingSet training, TrainingSet? validation, XGBoostOptions options, IProgress<BoostingRound>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(options);
        return new XGBoostTraining(options, progress, cancellation).Run(training, validation);
    }
}
