using Levain.Learning.Tuning;

namespace Levain.Learning;

/// <summary>Tunes a random forest. Parameters have scikit-learn's names or those of <see cref="ForestOptions"/>.</summary>
public sealed record TuneForest : TableTuning<TreeModel>
{
    /// <summary>What the space does not choose.</summary>
    public required ForestOptions Options { get; init; }

    /// <summary>What is measured on the validation rows.</summary>
    public Metric Metric { get; init; } = Metric.Rmse;

    protected override bool HigherIsBetter => Metric.HigherIsBetter;

    protected override Stage<Trial<TreeModel>> TrialOf(Suggestion at) =>
        new TryForest { Tables = Tables, Options = ForestParameters.Set(Options, at), Metric = Metric, Limits = Limits };
}
