namespace Levain.Learning.Objectives;

/// <summary>An objective whose margin is the prediction itself, for labels of any size and sign.</summary>
internal abstract record AmountObjective : Objective
{
    public override void Check(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        Rows.Check(labels, weights);
        Rows.CheckEach(labels, "an amount", float.IsFinite);
    }

    public override void CheckValidation(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights) => Check(labels, weights);

    public override float Margin(float prediction) => prediction;

    public override void Predict(ReadOnlySpan<float> margins, Span<float> predictions) => margins.CopyTo(predictions);
}
