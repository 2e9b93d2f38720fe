namespace Levain.Learning.Reports;

/// <summary>A linear or logistic regression.</summary>
internal sealed class JudgedLinear(LinearModel model) : JudgedModel(model.Kind == LinearKind.Logistic ? Objective.Logistic : Objective.SquaredError)
{
    public override IReadOnlyList<Feature> Features { get; } = [.. model.Coefficients.Select(coefficient => new Feature(coefficient.Feature))];

    public override string Kind => $"{(model.Kind == LinearKind.Logistic ? "logistic" : "linear")} regression of {HtmlNumber.Counted(model.Coefficients.Length, "feature")}";

    public override float[] Predict(FeatureMatrix rows, int threads) => model.Predict(rows, threads);

    public override IEnumerable<ReportSection> Sections(Judgement judgement) => [CoefficientSection.Of(model, judgement.Test.Split)];
}
