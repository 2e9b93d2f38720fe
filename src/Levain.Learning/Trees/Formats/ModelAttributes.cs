using System.Globalization;

namespace Levain.Learning.Formats;

/// <summary>The attributes of a model file that stand for members of <see cref="TreeModel"/>, and are no free text.</summary>
internal static class ModelAttributes
{
    /// <summary>The last iteration to use, from 0 on: early stopping sets it, and XGBoost's scikit-learn classes heed it.</summary>
    public const string BestIteration = "best_iteration";

    /// <summary>The same as a number of trees of each output, which versions before 2, and SageMaker's container, heed.</summary>
    public const string BestTreeLimit = "best_ntree_limit";

    /// <summary>An objective that XGBoost 1.7 has not, written for it as one that predicts alike.</summary>
    public const string Objective = "levain.objective";

    private const string Quantile = "quantile:";

    public static bool IsOurs(string name) => name is BestIteration or BestTreeLimit or Objective;

    /// <summary>The text of an objective that XGBoost 1.7 has not, or null.</summary>
    public static string? WriteObjective(Objective objective) =>
        objective is Objectives.QuantileError { Alpha: var alpha } ? Quantile + alpha.ToString("R", CultureInfo.InvariantCulture) : null;

    public static Objective ReadObjective(string text) =>
        text.StartsWith(Quantile, StringComparison.Ordinal) && double.TryParse(text.AsSpan(Quantile.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out var alpha)
            ? Learning.Objective.Quantile(alpha)
            : throw new BuildException($"its attribute `{Objective}` is `{Shown.In(text)}`, which is not known here", "a newer Levain wrote it: read it with that one");
}
