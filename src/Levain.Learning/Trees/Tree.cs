using System.Collections.Immutable;

namespace Levain.Learning;

/// <summary>A regression tree. Node 0 is the root; children stand behind their parents, the right one next to the left one, as XGBoost expects.</summary>
/// <param name="Nodes">All nodes, leaves too.</param>
/// <param name="CategorySets">The sets of category codes that categorical questions send right, each rising.</param>
public sealed record Tree(ImmutableArray<TreeNode> Nodes, ImmutableArray<ImmutableArray<int>> CategorySets)
{
    public int LeafCount => Nodes.Count(node => node.IsLeaf);
}
