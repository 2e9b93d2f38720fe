using Levain.Learning.Objectives;
using Levain.Learning.Scoring;
using Levain.Numerics;

namespace Levain.Learning.Reports;

internal sealed class JudgedTrees(TreeModel model) : JudgedModel(model.Objective)
{
    private readonly TreeScorer scorer = new(model);

    public TreeModel Model => model;

    public override IReadOnlyList<Feature> Features => model.Features;

    public override string Kind
    {
        get
        {
            var used = UsedTrees.Count(model);
            var trees = $"{HtmlNumber.Counted(used, "tree")} ({model.Objective.Name})";
            return used == model.Trees.Length ? trees : $"{trees}, the best of {model.Trees.Length} grown";
        }
    }

    public override float[] Predict(FeatureMatrix rows, int threads)
    {
        var predictions = scorer.Predict(rows, threads);
        // A margin is as good as a probability, and a reader knows what a probability is.
        if (model.Objective is Logistic { PredictsMargin: true }) Elementary.Sigmoid(predictions, predictions);
        return predictions;
    }

    public override IEnumerable<ReportSection> Sections(Judgement judgement) => [];
}
