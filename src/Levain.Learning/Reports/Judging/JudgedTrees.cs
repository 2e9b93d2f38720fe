using Levain.Learning.Objectives;
using Levain.Learning.Scoring;
using Levain.Numerics;

namespace Levain.Learning.Reports;

/// <summary>Boosted trees.</summary>
internal class JudgedTrees(TreeModel model, Objective objective) : JudgedModel(objective)
{
    private readonly TreeScorer scorer = new(model);

    public JudgedTrees(TreeModel model) : this(model, model.Objective)
    {
    }

    public TreeModel Model => model;

    public override IReadOnlyList<Feature> Features => model.Features;

    public override string Kind
    {
        get
        {
            var trees = $"{HtmlNumber.Counted(Used, "boosted tree")}, {model.Objective.Name}";
            return Used == model.Trees.Length ? trees : $"{trees}; the best of {model.Trees.Length} grown";
        }
    }

    protected int Used => UsedTrees.Count(model);

    public override float[] Predict(FeatureMatrix rows, int threads)
    {
        var margins = new float[rows.RowCount * scorer.OutputCount];
        scorer.Margins(rows, margins, threads);
        return Predictions(margins);
    }

    /// <summary>What margins say.</summary>
    public virtual float[] Predictions(ReadOnlySpan<float> margins)
    {
        var predictions = new float[margins.Length];
        // A margin is as good as a probability, and a reader knows what a probability is.
        if (model.Objective is Logistic { PredictsMargin: true }) Elementary.Sigmoid(margins, predictions);
        else model.Objective.Predict(margins, predictions);
        return predictions;
    }

    public override IEnumerable<ReportSection> Sections(Judgement judgement)
    {
        var shap = new ShapSample(model, judgement.Test.Split, judgement.Seed, judgement.Threads);
        yield return ImportanceSection.Of(model, shap);
        if (scorer.OutputCount == 1) yield return ShapSection.Of(model, shap);
        if (History(judgement) is { } history) yield return history;
    }

    private protected virtual ReportSection? History(Judgement judgement) => HistorySection.Of(this, judgement);
}
