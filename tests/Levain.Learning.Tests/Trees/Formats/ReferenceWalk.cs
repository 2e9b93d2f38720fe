namespace Levain.Learning.Tests.Trees.Formats;

/// <summary>What a model says to rows, in the plainest way: every sum in single precision, tree after tree.</summary>
internal static class ReferenceWalk
{
    public static float[] Margins(TreeModel model, float[] rows)
    {
        var (width, outputs) = (model.Features.Length, model.Objective.OutputCount);
        var margins = new float[rows.Length / width * outputs];
        for (var row = 0; row < rows.Length / width; row++)
        {
            var here = margins.AsSpan(row * outputs, outputs);
            here.Fill(model.Objective.Margin(model.BaseScore));
            for (var i = 0; i < model.Trees.Length; i++)
            {
                var leaf = Leaf(model.Trees[i], rows.AsSpan(row * width, width));
                here[model.Outputs[i]] += model.TreeWeights.IsEmpty ? leaf : leaf * model.TreeWeights[i];
            }
        }

        return margins;
    }

    private static float Leaf(Tree tree, ReadOnlySpan<float> row)
    {
        var node = tree.Nodes[0];
        while (!node.IsLeaf) node = tree.Nodes[GoesLeft(tree, node, row[node.Feature]) ? node.Left : node.Right];
        return node.Value;
    }

    private static bool GoesLeft(Tree tree, TreeNode node, float value)
    {
        if (float.IsNaN(value)) return node.MissingLeft;
        if (!node.IsCategorical) return value < node.Value;
        return value < 0 || value >= 1 << 24 || !tree.CategorySets[node.Categories].Contains((int)value);
    }
}
