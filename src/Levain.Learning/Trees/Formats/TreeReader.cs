using System.Collections.Immutable;
using System.Globalization;

namespace Levain.Learning.Formats;

/// <summary>Reads trees, which files keep as one array for each member of their nodes.</summary>
/// <remarks>Nodes that pruning left behind are dropped. Nodes keep their order unless a child stands before its parent or away from its sibling; then they come level by level.</remarks>
internal sealed class TreeReader(ModelSource source)
{
    private const int NoParent = int.MaxValue;

    private readonly List<int> left = [], right = [], parents = [], features = [], missingLeft = [], types = [];
    private readonly List<int> categories = [], categoryNodes = [], segments = [], sizes = [];
    private readonly List<float> values = [], gains = [], covers = [], weights = [];
    private readonly TreeOrder order = new();
    private int tree;
    private int[] setOf = [];

    public Tree Read(int index)
    {
        tree = index;
        foreach (var list in (ReadOnlySpan<List<int>>)[left, right, parents, features, missingLeft, types, categories, categoryNodes, segments, sizes]) list.Clear();
        foreach (var list in (ReadOnlySpan<List<float>>)[values, gains, covers, weights]) list.Clear();
        var (nodes, deleted) = Members();
        CheckLengths(nodes);
        var live = order.Of(left, right, source.Limits.Depth, Fail);
        if (nodes - live.Length != deleted) throw Fail(-1, $"{nodes - live.Length} of its nodes are not reached from the root, and `num_deleted` is {deleted}");
        CheckParents(live);
        var sets = Sets(live);
        return new(Nodes(live), sets);
    }

    private (int Nodes, int Deleted) Members()
    {
        var (nodes, deleted) = (-1, 0);
        source.BeginObject();
        while (source.NextName() is { } name)
        {
            switch (name)
            {
                case "left_children": Integers(left, name); break;
                case "right_children": Integers(right, name); break;
                case "parents": Integers(parents, name); break;
                case "split_indices": Integers(features, name); break;
                case "default_left": Integers(missingLeft, name); break;
                case "split_type": Integers(types, name); break;
                case "categories": source.Integers(categories, name, int.MaxValue); break;
                case "categories_nodes": Integers(categoryNodes, name); break;
                case "categories_segments": Integers(segments, name); break;
                case "categories_sizes": Integers(sizes, name); break;
                case "split_conditions": Numbers(values, name); break;
                case "loss_changes": Numbers(gains, name); break;
                case "sum_hessian": Numbers(covers, name); break;
                case "base_weights": Numbers(weights, name); break;
                case "id": CheckPlace(source.Integer()); break;
                case "tree_param": (nodes, deleted) = Parameters(); break;
                default: source.Skip(); break;
            }
        }

        return (nodes, deleted);
    }

    private (int Nodes, int Deleted) Parameters()
    {
        var (nodes, deleted) = (-1, 0);
        source.BeginObject();
        while (source.NextName() is { } name)
        {
            switch (name)
            {
                case "num_nodes": nodes = Whole(name); break;
                case "num_deleted": deleted = Whole(name); break;
                case "size_leaf_vector": CheckLeaves(Whole(name)); break;
                default: source.Skip(); break;
            }
        }

        return (nodes, deleted);
    }

    private int Whole(string name)
    {
        var text = source.Parameter();
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Fail(-1, $"`{name}` is `{Shown.In(text)}`, and a whole number was expected");
    }

    private void CheckLeaves(int size)
    {
        if (size > 1) throw new BuildException($"tree {tree} has a vector of {size} numbers in each leaf, and only single numbers are supported", "train with `multi_strategy` `one_output_per_tree`");
    }

    private void CheckPlace(long id)
    {
        if (id != tree) throw Fail(-1, $"its `id` is {id}, so the trees stand in another order");
    }

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

    private void Integers(List<int> into, string name) => source.Integers(into, name, source.Limits.Nodes);

    private void Numbers(List<float> into, string name) => source.Numbers(into, name, source.Limits.Nodes);

    private BuildException Fail(int node, string what) =>
        new(node < 0 ? $"tree {tree}: {what}" : $"tree {tree}, node {node}: {what}", "the file is damaged, or not written by XGBoost 1 to 3: save it again");
}
