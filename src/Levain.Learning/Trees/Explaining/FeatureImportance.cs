using System.Collections.Immutable;
using Levain.Learning.Scoring;

namespace Levain.Learning;

/// <summary>How much the trees of a model use a feature, by what their questions noted during training: XGBoost's <c>get_score</c>.</summary>
/// <param name="Splits">How many questions ask it: XGBoost's <c>weight</c>.</param>
/// <param name="TotalGain">By how much they lower the loss, together.</param>
/// <param name="TotalCover">How much training weight (sum of Hessians) comes by them, together.</param>
public sealed record FeatureImportance(Feature Feature, int Splits, double TotalGain, double TotalCover)
{
    /// <summary>By how much one question lowers the loss; 0 where there is none.</summary>
    public double Gain => Splits == 0 ? 0 : TotalGain / Splits;

    /// <summary>How much training weight comes by one question; 0 where there is none.</summary>
    public double Cover => Splits == 0 ? 0 : TotalCover / Splits;

    /// <summary>One for each feature of the model, in its order; only trees that predictions use count.</summary>
    public static ImmutableArray<FeatureImportance> Of(TreeModel model)
    {
        // Refuses trees in which the way below would not end.
        _ = new TreeSurvey(model);
        var (splits, gains, covers) = (new int[model.Features.Length], new double[model.Features.Length], new double[model.Features.Length]);
        foreach (var node in model.Trees.Take(UsedTrees.Count(model)).SelectMany(Questions))
        {
            splits[node.Feature]++;
            gains[node.Feature] += node.Gain;
            covers[node.Feature] += node.Cover;
        }

        return [.. model.Features.Select((feature, i) => new FeatureImportance(feature, splits[i], gains[i], covers[i]))];
    }

    // Only those that a row can come by: pruned nodes may be left over.
    private static IEnumerable<TreeNode> Questions(Tree tree)
    {
        var open = new Stack<int>([0]);
        while (open.TryPop(out var place))
        {
            var node = tree.Nodes[place];
            if (node.IsLeaf) continue;
            yield return node;
            open.Push(node.Right);
            open.Push(node.Left);
        }
    }
}
