using Levain.Learning.Tuning;

namespace Levain.Learning;

/// <summary>Tunes boosted trees. Parameters have XGBoost's names or those of <see cref="BoostingOptions"/>.</summary>
/// <example><code>
/// var tuning = new TuneTrees
/// {
///     Training = split.Training, Validation = split.Validation, Target = "is_goal",
///     Options = new() { Seed = 42, Objective = Objective.Logistic, Metric = Metric.Auc, Rounds = 1000, Patience = 50 },
///     Space = TuneTrees.UsualSpace,
///     Pruner = new MedianPruner { Warmup = 20, Every = 10 },
///     Seed = 42,
/// };
/// yield return new EvaluateTrees { Model = tuning.Best, Test = split.Test };
/// </code></example>
public sealed record TuneTrees : TableTuning<TreeModel>
{
    /// <summary>What the space does not choose. The score is that of its <see cref="BoostingOptions.Metric"/> on the validation rows.</summary>
    public required BoostingOptions Options { get; init; }

    /// <summary>A space that fits most tables.</summary>
    public static SearchSpace UsualSpace => new(
        Parameter.Whole("max_depth", 2, 12),
        Parameter.Number("learning_rate", 0.02, 0.5) with { IsLogarithmic = true },
        Parameter.Number("min_child_weight", 0.5, 50) with { IsLogarithmic = true },
        Parameter.Number("reg_alpha", 1e-3, 10) with { IsLogarithmic = true },
        Parameter.Number("reg_lambda", 1e-3, 10) with { IsLogarithmic = true },
        Parameter.Number("subsample", 0.5, 1),
        Parameter.Number("colsample_bytree", 0.5, 1));

    protected override bool HigherIsBetter => (Options.Metric ?? Metric.DefaultFor(Options.Objective)).HigherIsBetter;

    protected override Stage<Trial<TreeModel>> TrialOf(Suggestion at) =>
        new TryTrees { Tables = Tables, Options = TreeParameters.Set(Options, at), Bounds = at.Bounds, Limits = Limits };
}
