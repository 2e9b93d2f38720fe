using Levain.Learning.Reports;

namespace Levain.Learning;

/// <summary>Judges a random forest.</summary>
public sealed record EvaluateForest : EvaluateModel<TreeModel>
{
    /// <summary>Whether the forest learned from 0 and 1, so that its predictions are probabilities.</summary>
    public bool IsProbability { get; init; }

    private protected override JudgedModel Judged(TreeModel model) => new JudgedForest(model, IsProbability);
}
