using System.Globalization;

namespace Levain.Learning.Formats;

/// <summary>Reads trees, which files keep as one array for each member of their nodes.</summary>
/// <remarks>Nodes that pruning left behind are dropped. Nodes keep their order unless a child stands before its parent or away from its sibling; then they come level by level.</remarks>
internal sealed partial class TreeReader(ModelSource source)
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

    private void Integers(List<int> into, string name) => source.Integers(into, name, source.Limits.Nodes);

    private void Numbers(List<float> into, string name) => source.Numbers(into, name, source.Limits.Nodes);

    private BuildException Fail(int node, string what) =>
        new(node < 0 ? $"tree {tree}: {what}" : $"tree {tree}, node {node}: {what}", "the file is damaged, or not written by XGBoost 1 to 3: save it again");
}
