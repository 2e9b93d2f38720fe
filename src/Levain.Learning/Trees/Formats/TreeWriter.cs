namespace Levain.Learning.Formats;

/// <summary>Writes trees, one array for each member of their nodes.</summary>
internal sealed class TreeWriter(ModelSink sink, int features)
{
    private const int NoParent = int.MaxValue;

    private readonly List<int> categories = [], categoryNodes = [], segments = [], sizes = [];
    private int[] integers = [];
    private float[] numbers = [];
    private Tree tree = null!;

    public void Write(Tree written, int id)
    {
        tree = written;
        if (integers.Length < tree.Nodes.Length) (integers, numbers) = (new int[tree.Nodes.Length], new float[tree.Nodes.Length]);
        Collect();

        sink.BeginObject();
        Numbers("base_weights", node => node.Weight);
        Integers("categories", categories, 4);
        Integers("categories_nodes", categoryNodes, 4);
        Integers("categories_segments", segments, 8);
        Integers("categories_sizes", sizes, 8);
        Integers("default_left", 1, node => !node.IsLeaf && node.MissingLeft ? 1 : 0);
        sink.Member("id", id);
        Integers("left_children", 4, node => node.Left);
        Numbers("loss_changes", node => node.Gain);
        Parents();
        Integers("right_children", 4, node => node.Right);
        Numbers("split_conditions", node => node.IsLeaf || !node.IsCategorical || AsksForCategories(node) ? node.Value : float.MaxValue);
        Integers("split_indices", 4, node => node.IsLeaf ? 0 : node.Feature);
        Integers("split_type", 1, node => AsksForCategories(node) ? 1 : 0);
        Numbers("sum_hessian", node => node.Cover);
        Parameters();
        sink.EndObject();
    }

    private void Collect()
    {
        foreach (var list in (ReadOnlySpan<List<int>>)[categories, categoryNodes, segments, sizes]) list.Clear();
        if (tree.CategorySets.IsDefaultOrEmpty) return;
        for (var i = 0; i < tree.Nodes.Length; i++)
        {
            if (!AsksForCategories(tree.Nodes[i])) continue;
            var set = tree.CategorySets[tree.Nodes[i].Categories];
            categoryNodes.Add(i);
            segments.Add(categories.Count);
            sizes.Add(set.Length);
            categories.AddRange(set.AsSpan());
        }
    }

    // XGBoost refuses an empty set. Every code is less than the largest float, so a question for a number sends all left too.
    private bool AsksForCategories(TreeNode node) => !node.IsLeaf && node.IsCategorical && tree.CategorySets[node.Categories].Length > 0;

    private void Parents()
    {
        var parents = integers.AsSpan(0, tree.Nodes.Length);
        parents[0] = NoParent;
        for (var i = 0; i < parents.Length; i++)
        {
            if (tree.Nodes[i].IsLeaf) continue;
            parents[tree.Nodes[i].Left] = i;
            parents[tree.Nodes[i].Right] = i;
        }

        sink.Member("parents", parents, 4);
    }

    private void Parameters()
    {
        sink.Name("tree_param");
        sink.BeginObject();
        sink.Parameter("num_deleted", 0);
        sink.Parameter("num_feature", features);
        sink.Parameter("num_nodes", tree.Nodes.Length);
        sink.Parameter("size_leaf_vector", 0);
        sink.EndObject();
    }

    private void Numbers(string name, Func<TreeNode, float> member)
    {
        for (var i = 0; i < tree.Nodes.Length; i++) numbers[i] = member(tree.Nodes[i]);
        sink.Member(name, numbers.AsSpan(0, tree.Nodes.Length));
    }

    private void Integers(string name, int bytes, Func<TreeNode, int> member)
    {
        for (var i = 0; i < tree.Nodes.Length; i++) integers[i] = member(tree.Nodes[i]);
        sink.Member(name, integers.AsSpan(0, tree.Nodes.Length), bytes);
    }

    private void Integers(string name, List<int> values, int bytes) => sink.Member(name, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values), bytes);
}
