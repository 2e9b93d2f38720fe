namespace Levain.Learning.Objectives;

internal sealed record Softmax : Objective
{
    public required int Classes
    {
        get;
        init => field = value is >= 2 and <= 10_000 ? value : throw new BuildException(FormattableString.Invariant($"the softmax objective needs 2 to 10000 classes, and {value} are not that many"));
    }

    /// <summary>Whether XGBoost would name the likeliest class; here the probabilities are predicted all the same.</summary>
    public bool NamesClass { get; init; }

    public override string Name => NamesClass ? "multi:softmax" : "multi:softprob";

    public override int OutputCount => Classes;

    internal override ObjectiveParameter? Parameter => new("softmax_multiclass_param", "num_class", Classes);

    public override void Check(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        CheckValidation(labels, weights);
        Rows.CheckSeveralClasses(labels, weights);
    }

    public override void CheckValidation(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        Rows.Check(labels, weights);
        var classes = Classes;
        Rows.CheckEach(labels, FormattableString.Invariant($"a whole number from 0 to {classes - 1}"), label => label >= 0f && label < classes && label == (int)label);
    }

    public override float BaseScore(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights) => 0.5f;

    public override float Margin(float prediction) => prediction;

    public override void Predict(ReadOnlySpan<float> margins, Span<float> predictions) => ClassRows.Predict(Classes, margins, predictions);

    public override void Gradients(ReadOnlySpan<float> margins, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, Span<float> gradients, Span<float> hessians) =>
        ClassRows.Slopes(Classes, margins, labels, weights, gradients, hessians);
}
