using Levain.Learning.Reports;

namespace Levain.Learning;

/// <summary>Judges a linear or logistic regression.</summary>
public sealed record EvaluateLinear : EvaluateModel<LinearModel>
{
    private protected override JudgedModel Judged(LinearModel model) => new JudgedLinear(model);
}
