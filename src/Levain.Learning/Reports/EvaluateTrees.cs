using Levain.Learning.Reports;

namespace Levain.Learning;

/// <summary>Judges boosted trees.</summary>
/// <example><code>
/// var evaluation = new EvaluateTrees { Model = model, Features = features, Test = split.Test, Training = split.Training, Target = "goal", Slices = ["body_part"] };
/// yield return evaluation;
/// // gates: new Gate("EvaluateTrees", "auc") { AtLeast = 0.78 }
/// </code></example>
public sealed record EvaluateTrees : EvaluateModel<TreeModel>
{
    private protected override JudgedModel Judged(TreeModel model) => new JudgedTrees(model);
}
