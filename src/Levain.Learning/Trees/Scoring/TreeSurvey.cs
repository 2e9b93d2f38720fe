namespace Levain.Learning.Scoring;

/// <summary>Refuses trees that a walk would not survive, and finds how deep they are and what they ask.</summary>
internal sealed class TreeSurvey
{
    private readonly HashSet<(int Feature, bool Category)> asked = [];

    public TreeSurvey(TreeModel model)
    {
        if (model.Outputs.Length != model.Trees.Length) throw new BuildException($"the model has {model.Trees.Length} trees, but says the output of {model.Outputs.Length}");
        if (model.TreeWeights.Length != 0 && model.TreeWeights.Length != model.Trees.Length) throw new BuildException($"the model has {model.Trees.Length} trees, but the weights of {model.TreeWeights.Length}");
        for (var i = 0; i < model.Trees.Length; i++)
        {
            if (model.Outputs[i] < 0 || model.Outputs[i] >= model.Objective.OutputCount) throw new BuildException($"tree {i} adds to output {model.Outputs[i]}, but the objective `{model.Objective.Name}` has {model.Objective.OutputCount}");
            Depth = Math.Max(Depth, Walk(model.Trees[i], i, model.Features.Length));
        }
    }

    /// <summary>The depth of the deepest of the trees.</summary>
    public int Depth { get; }

    /// <summary>Which features are asked, and whether by sets of categories.</summary>
    public IReadOnlyCollection<(int Feature, bool Category)> Asked => asked;

    private int Walk(Tree tree, int number, int featureCount)
    {
        if (tree.Nodes.IsEmpty) throw new BuildException($"tree {number} has no node");
        var seen = new bool[tree.Nodes.Length];
        var open = new Stack<(int Node, int Depth)>([(0, 0)]);
        var deepest = 0;
        while (open.TryPop(out var place))
        {
            if ((uint)place.Node >= (uint)seen.Length) throw new BuildException($"tree {number} leads to node {place.Node}, but has only {seen.Length}");
            if (seen[place.Node]) throw new BuildException($"tree {number} leads to its node {place.Node} twice");
            seen[place.Node] = true;
            deepest = Math.Max(deepest, place.Depth);
            var node = tree.Nodes[place.Node];
            if (node.IsLeaf) continue;
            Check(tree, node, number, place.Node, featureCount);
            asked.Add((node.Feature, node.IsCategorical));
            open.Push((node.Left, place.Depth + 1));
            open.Push((node.Right, place.Depth + 1));
        }

        return deepest;
    }

    private static void Check(Tree tree, TreeNode node, int number, int place, int featureCount)
    {
        if ((uint)node.Feature >= (uint)featureCount) throw new BuildException($"tree {number} asks feature {node.Feature} at its node {place}, but the model has {featureCount}");
        if (!node.IsCategorical) return;
        if (node.Categories >= tree.CategorySets.Length) throw new BuildException($"tree {number} asks set {node.Categories} of categories at its node {place}, but has {tree.CategorySets.Length}");
        var before = -1;
        foreach (var code in tree.CategorySets[node.Categories])
        {
            if (code <= before || code >= 1 << 24) throw new BuildException($"tree {number} has category {code} behind {before} at its node {place}", "codes rise from 0 and stay below 16777216");
            before = code;
        }
    }
}
