using System.Collections.Immutable;

namespace Levain.Learning.Formats;

// From the arrays of a file to a tree: nothing of them is believed before it is checked.
internal sealed partial class TreeReader
{
    private void CheckLengths(int nodes)
    {
        if (nodes < 1) throw Fail(-1, nodes < 0 ? "it has no `num_nodes`" : "it has no nodes");
        ReadOnlySpan<(string Name, int Count)> members =
        [
            ("left_children", left.Count), ("right_children", right.Count), ("parents", parents.Count), ("split_indices", features.Count), ("default_left", missingLeft.Count),
            ("split_conditions", values.Count), ("loss_changes", gains.Count), ("sum_hessian", covers.Count), ("base_weights", weights.Count),
        ];
        foreach (var (name, count) in members)
        {
            if (count != nodes) throw Fail(-1, $"`{name}` has {count} entries, and the tree {nodes} nodes");
        }

        // Versions before 1.3 know no categories.
        if (types.Count != 0 && types.Count != nodes) throw Fail(-1, $"`split_type` has {types.Count} entries, and the tree {nodes} nodes");
        if (categoryNodes.Count != segments.Count || categoryNodes.Count != sizes.Count) throw Fail(-1, "`categories_nodes`, `categories_segments` and `categories_sizes` have different lengths");
    }

    private void CheckParents(ReadOnlySpan<int> live)
    {
        if (parents[0] is not (-1 or NoParent)) throw Fail(0, $"it is the root, and its parent is {parents[0]}");
        foreach (var node in live)
        {
            if (left[node] < 0) continue;
            if (parents[left[node]] != node) throw Fail(left[node], $"its parent is {parents[left[node]]}, and it is a child of {node}");
            if (parents[right[node]] != node) throw Fail(right[node], $"its parent is {parents[right[node]]}, and it is a child of {node}");
        }
    }

    // A leaf that pruning made of a question may still have the question's categories: they mean nothing.
    private ImmutableArray<ImmutableArray<int>> Sets(ReadOnlySpan<int> live)
    {
        if (categoryNodes.Count == 0 && !types.Contains(1)) return [];
        if (setOf.Length < left.Count) setOf = new int[left.Count];
        setOf.AsSpan(0, left.Count).Fill(-1);
        for (var i = 0; i < categoryNodes.Count; i++)
        {
            var node = categoryNodes[i];
            if ((uint)node >= (uint)left.Count) throw Fail(-1, $"`categories_nodes` names node {node}, and the tree has {left.Count}");
            if (setOf[node] >= 0) throw Fail(node, "it stands twice in `categories_nodes`");
            setOf[node] = i;
        }

        var sets = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        var entries = 0L;
        foreach (var node in live)
        {
            var asks = types.Count > 0 && types[node] == 1;
            if (left[node] < 0 || (!asks && setOf[node] < 0)) continue;
            if (!asks) throw Fail(node, "it has categories, and its `split_type` says that it asks for a number");
            if (setOf[node] < 0) throw Fail(node, "it asks for categories, and has none");
            entries += sizes[setOf[node]];
            // Segments that overlap would make a small file a large model.
            if (entries > categories.Count) throw Fail(node, $"its categories and those before need {entries} entries, and `categories` has {categories.Count}");
            sets.Add(Set(node, segments[setOf[node]], sizes[setOf[node]]));
            setOf[node] = sets.Count - 1;
        }

        return sets.DrainToImmutable();
    }

    private ImmutableArray<int> Set(int node, int start, int size)
    {
        if (start < 0 || size < 1 || (long)start + size > categories.Count) throw Fail(node, $"its categories are {size} from {start} on, and `categories` has {categories.Count} entries");
        var codes = categories.GetRange(start, size);
        codes.Sort();
        return [.. codes.Where((code, i) => i == 0 || code != codes[i - 1])];
    }

    private ImmutableArray<TreeNode> Nodes(ReadOnlySpan<int> live)
    {
        var nodes = ImmutableArray.CreateBuilder<TreeNode>(live.Length);
        foreach (var node in live)
        {
            var leaf = left[node] < 0;
            nodes.Add(new()
            {
                Left = leaf ? -1 : order.Place(left[node]),
                Right = leaf ? -1 : order.Place(right[node]),
                Feature = leaf ? 0 : features[node],
                Value = values[node],
                MissingLeft = !leaf && missingLeft[node] != 0,
                Categories = !leaf && types.Count > 0 && types[node] == 1 ? setOf[node] : -1,
                Gain = gains[node],
                Cover = covers[node],
                Weight = weights[node],
            });
        }

        return nodes.MoveToImmutable();
    }
}
