namespace Levain.Learning.Formats;

/// <summary>What must hold of a tree: each node but the root has one parent, which stands before it, and every question and leaf makes sense.</summary>
internal static class TreeCheck
{
    public static void Run(Tree tree, int index, int features, ModelLimits limits)
    {
        var nodes = tree.Nodes;
        if (nodes.IsDefaultOrEmpty) throw Fail(index, 0, "there is no root");
        if (nodes.Length > limits.Nodes) throw Fail(index, limits.Nodes, $"there are {nodes.Length} nodes, and at most {limits.Nodes} are supported");
        var depths = new short[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            if (i > 0 && depths[i] == 0) throw Fail(index, i, "no node before it leads to it");
            CheckNode(tree, index, i, features);
            if (nodes[i].IsLeaf) continue;
            var (left, right) = (nodes[i].Left, nodes[i].Right);
            if (depths[i] >= limits.Depth) throw Fail(index, i, $"it is {limits.Depth} questions below the root, and no tree may be deeper");
            // XGBoost finds the right child as the one behind the left one, whatever the file says, and crashes where there is none.
            if (left <= i || right != left + 1 || right >= nodes.Length) throw Fail(index, i, $"its children are {left} and {right}, and must stand behind it, side by side, among {nodes.Length} nodes");
            if (depths[left] != 0 || depths[right] != 0) throw Fail(index, left, "it is a child twice");
            depths[left] = depths[right] = (short)(depths[i] + 1);
        }
    }

    private static void CheckNode(Tree tree, int index, int at, int features)
    {
        var node = tree.Nodes[at];
        if (node.IsLeaf)
        {
            if (node.Left != -1 || node.Right != -1) throw Fail(index, at, "a leaf has children");
            if (!float.IsFinite(node.Value)) throw Fail(index, at, "it is a leaf, and its value is no finite number");
            return;
        }

        if ((uint)node.Feature >= (uint)features) throw Fail(index, at, $"it asks for feature {node.Feature}, and there are {features}");
        if (node.IsCategorical) CheckSet(tree, index, at, node.Categories);
        else if (float.IsNaN(node.Value)) throw Fail(index, at, "its threshold is NaN, which nothing is less than");
    }

    private static void CheckSet(Tree tree, int index, int at, int set)
    {
        var count = tree.CategorySets.IsDefault ? 0 : tree.CategorySets.Length;
        if (set >= count) throw Fail(index, at, $"it asks for set {set} of categories, and there are {count}");
        var codes = tree.CategorySets[set];
        if (codes.IsDefault) throw Fail(index, at, "it has no set of categories");
        for (var i = 0; i < codes.Length; i++)
        {
            if (codes[i] is < 0 or >= ModelLimits.Categories) throw Fail(index, at, $"its set has the category {codes[i]}, and codes go from 0 to {ModelLimits.Categories - 1}");
            if (i > 0 && codes[i] <= codes[i - 1]) throw Fail(index, at, "its categories do not rise");
        }
    }

    private static BuildException Fail(int tree, int node, string what) => new($"tree {tree}, node {node}: {what}", "train or save the model again");
}
