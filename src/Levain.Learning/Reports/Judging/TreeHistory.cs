using System.Collections.Immutable;
using Levain.Learning.Scoring;

namespace Levain.Learning.Reports;

/// <summary>How good a model would be had its training ended earlier: a metric by the number of rounds.</summary>
internal static class TreeHistory
{
    private const int MostPoints = 60;

    public static PlotLine Of(JudgedTrees trees, JudgedSplit split, Metric metric, int threads)
    {
        var (model, outputs) = (trees.Model, trees.Model.Objective.OutputCount);
        var rounds = UsedTrees.Count(model) / outputs;
        var start = model.Objective.Margin(model.BaseScore);
        var (margins, added) = (new float[split.Predictions.Length], new float[split.Predictions.Length]);
        Array.Fill(margins, start);
        List<PlotPoint> points = [];
        for (int point = 1, done = 0; point <= Math.Min(MostPoints, rounds); point++)
        {
            var next = (int)((long)rounds * point / Math.Min(MostPoints, rounds));
            new TreeScorer(Part(model, done * outputs, (next - done) * outputs)).Margins(split.Features, added, threads);
            for (var i = 0; i < margins.Length; i++) margins[i] += added[i] - start;
            done = next;
            points.Add(new(next, metric.Of(trees.Predictions(margins), split.Labels, split.Weights)));
        }

        return new(split.Name, points);
    }

    private static TreeModel Part(TreeModel model, int from, int count) => model with
    {
        Trees = ImmutableArray.Create(model.Trees, from, count),
        Outputs = ImmutableArray.Create(model.Outputs, from, count),
        TreeWeights = model.TreeWeights.IsDefaultOrEmpty ? [] : ImmutableArray.Create(model.TreeWeights, from, count),
        BestRounds = null,
    };
}
