namespace Levain.Learning.Reports;

/// <summary>A random forest, whose prediction may be a probability though it learned as an amount.</summary>
internal sealed class JudgedForest(TreeModel model, bool isProbability) : JudgedTrees(model, isProbability ? Objective.Logistic : model.Objective)
{
    public override string Kind => $"random forest of {HtmlNumber.Counted(Used, "tree")}";

    public override float[] Predictions(ReadOnlySpan<float> margins)
    {
        var predictions = base.Predictions(margins);
        // The trees' shares are added in single precision: what is all of them may end a bit above 1.
        if (isProbability)
            for (var i = 0; i < predictions.Length; i++) predictions[i] = Math.Clamp(predictions[i], 0f, 1f);
        return predictions;
    }

    // Trees of a forest do not follow one another.
    private protected override ReportSection? History(Judgement judgement) => null;
}
