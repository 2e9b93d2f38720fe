using System.Globalization;

namespace Levain.Learning;

/// <summary>One training by XGBoost, round by round.</summary>
internal sealed class XGBoostTraining(XGBoostOptions options, IProgress<BoostingRound>? progress, CancellationToken cancellation)
{
    private double? best;
    private int bestRound;

    /// <returns>The model in XGBoost's JSON.</returns>
    public byte[] Run(TrainingSet training, TrainingSet? validation)
    {
        Check(training, validation);
        var features = training.Features.Features;
        validation = validation is null ? null : validation with { Features = validation.Features.Arrange(features, "the validation set") };
        XGBoostLibrary.Load();
        using var trained = XGBoostMatrix.Of(training, options.Threads);
        using var held = validation is null ? null : XGBoostMatrix.Of(validation, options.Threads);
        var parameters = XGBoostParameters.Of(options, features);
        using var booster = held is null ? XGBoostBooster.Create(parameters, trained) : XGBoostBooster.Create(parameters, trained, held);
        for (var round = 0; round < options.Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            booster.Update(round, trained);
            // Where nobody asks, nothing is measured: that costs about as much as a round.
            var score = held is not null && (progress is not null || options.Patience > 0) ? booster.Evaluate(round, held)[^1].Value : (double?)null;
            if (score is { } watched) Watch(booster, round, watched);
            progress?.Report(new(round + 1, options.Rounds, score, best));
            if (options.Patience > 0 && round - bestRound >= options.Patience) break;
        }

        return booster.ToJson();
    }

    // Who stops early leaves the attributes of XGBoost's own packages in the model.
    private void Watch(XGBoostBooster booster, int round, double score)
    {
        if (best is { } before && !(options.Metrics is [.., { HigherIsBetter: true }] ? score > before : score < before)) return;
        (best, bestRound) = (score, round);
        if (options.Patience == 0) return;
        booster.SetAttribute("best_iteration", round.ToString(CultureInfo.InvariantCulture));
        booster.SetAttribute("best_score", score.ToString("R", CultureInfo.InvariantCulture));
    }

    private void Check(TrainingSet training, TrainingSet? validation)
    {
        Check(training, "training");
        options.Objective.Check(training.Labels, training.Weights);
        if (validation is null)
        {
            if (options.Patience > 0) throw new BuildException("training can stop early only with a validation set", "give one, or leave `Patience` at 0");
            return;
        }

        Check(validation, "validation");
        options.Objective.CheckValidation(validation.Labels, validation.Weights);
    }

    private static void Check(TrainingSet set, string what)
    {
        if (set.RowCount == 0) throw new BuildException($"the {what} set has no rows", "look at how the rows are split");
        if (set.Features.Features.Count == 0) throw new BuildException($"the {what} set has no features", "name at least one");
        if (set.Labels.Length != set.RowCount || set.Weights.Length != 0 && set.Weights.Length != set.RowCount)
            throw new BuildException(string.Create(CultureInfo.InvariantCulture, $"the {what} set has {set.RowCount} rows, {set.Labels.Length} labels and {set.Weights.Length} weights"), "give one label for each row, and one weight or none at all");
        XGBoostNumbers.MustBeFinite(set.Features, what);
    }
}
