namespace Levain.Learning;

/// <summary>XGBoost itself, by its C library: for those who want the very same learner as before.</summary>
public static class XGBoost
{
    /// <summary>Whether its library is installed.</summary>
    public static bool IsInstalled => XGBoostLibrary.Path is not null;

    /// <summary>The model in XGBoost's JSON, as its library writes it.</summary>
    internal static byte[] FitToJson(TrainingSet training, TrainingSet? validation, XGBoostOptions options, CancellationToken cancellation) =>
        new XGBoostTraining(options, null, cancellation).Run(training, validation);
}
