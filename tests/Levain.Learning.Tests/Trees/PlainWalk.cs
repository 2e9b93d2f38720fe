namespace Levain.Learning.Tests.Trees;

/// <summary>What a model means, as plainly as it can be said.</summary>
internal static class PlainWalk
{
    public static float[] Margins(TreeModel model, ReadOnlySpan<float> row)
    {
        var margins = new float[model.Objective.OutputCount];
        margins.AsSpan().Fill(model.Objective.Margin(model.BaseScore));
        var count = model.BestRounds is { } rounds ? rounds * margins.Length : model.Trees.Length;
        for (var i = 0; i < count; i++)
        {
            var value = model.Trees[i].Nodes[Leaf(model.Trees[i], row)].Value;
            margins[model.Outputs[i]] += model.TreeWeights.IsEmpty ? value : value * model.TreeWeights[i];
        }

        return margins;
    }

    public static int Leaf(Tree tree, ReadOnlySpan<float> row)
    {
        var at = 0;
        while (!tree.Nodes[at].IsLeaf) at = GoesLeft(tree, tree.Nodes[at], row[tree.Nodes[at].Feature]) ? tree.Nodes[at].Left : tree.Nodes[at].Right;
        return at;
    }

    public static bool GoesLeft(Tree tree, TreeNode node, float value) =>
        float.IsNaN(value) ? node.MissingLeft
        : node.IsCategorical ? value < 0 || value >= 16777216f || !tree.CategorySets[node.Categories].Contains((int)value)
        : value < node.Value;
}
