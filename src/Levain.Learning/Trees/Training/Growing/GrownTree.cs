using System.Collections.Immutable;

namespace Levain.Learning.Training;

/// <summary>A tree as it was grown, which still knows the rows of its leaves.</summary>
internal sealed unsafe class GrownTree
{
    private readonly ulong*[] buffers;
    private readonly Units units;
    private readonly List<GrowingNode> nodes = [];

    public GrownTree(GrowingNode root, ulong*[] buffers, Units units)
    {
        (this.buffers, this.units) = (buffers, units);
        // Level by level, so children stand behind their parents and side by side, as in XGBoost's trees.
        nodes.Add(root);
        for (var i = 0; i < nodes.Count; i++)
        {
            nodes[i].Index = i;
            if (nodes[i].Left is not { } left) continue;
            nodes.AddRange([left, nodes[i].Right!]);
        }

        Leaves = [.. nodes.Where(node => node.Left is null)];
    }

    public IReadOnlyList<GrowingNode> Nodes => nodes;

    public IReadOnlyList<GrowingNode> Leaves { get; }

    /// <summary>The rows of a leaf, as <see cref="Gradient.Row"/> made them.</summary>
    public ReadOnlySpan<ulong> RowsOf(GrowingNode leaf) => new(buffers[leaf.Buffer] + leaf.Start, leaf.Count);

    /// <summary>The leaf that a row of a matrix comes to, which may be another matrix with the same cuts.</summary>
    public GrowingNode LeafOf(BinnedMatrix matrix, int row)
    {
        var node = nodes[0];
        while (node.Left is { } left)
        {
            var feature = node.Split.Feature;
            node = node.Split.GoesLeft(matrix.BinOf(row, feature), matrix.Profiles[feature].Cuts) ? left : node.Right!;
        }

        return node;
    }

    public Tree ToTree(ColumnProfile[] profiles, double learningRate)
    {
        var sets = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        var built = ImmutableArray.CreateBuilder<TreeNode>(nodes.Count);
        foreach (var node in nodes) built.Add(node.Left is null ? Leaf(node, learningRate) : Question(node, profiles[node.Split.Feature].Cuts, sets));
        return new(built.MoveToImmutable(), sets.ToImmutable());
    }

    private TreeNode Leaf(GrowingNode node, double learningRate) => new()
    {
        Left = -1,
        Right = -1,
        Categories = -1,
        Value = (float)(learningRate * node.Weight),
        Weight = (float)node.Weight,
        Cover = CoverOf(node),
    };

    private TreeNode Question(GrowingNode node, Cuts cuts, ImmutableArray<ImmutableArray<int>>.Builder sets)
    {
        var split = node.Split;
        var set = -1;
        if (split.IsCategory)
        {
            set = sets.Count;
            sets.Add([.. cuts.Codes.Where((_, bin) => split.IsRight(bin))]);
        }

        return new()
        {
            Left = node.Left!.Index,
            Right = node.Right!.Index,
            Feature = split.Feature,
            Categories = set,
            // All values on the left, only what is missing on the right.
            Value = split.IsCategory ? 0 : split.Bin < cuts.Thresholds.Length ? cuts.Thresholds[split.Bin] : float.MaxValue,
            MissingLeft = split.MissingLeft,
            Gain = (float)split.Gain,
            Weight = (float)node.Weight,
            Cover = CoverOf(node),
        };
    }

    private float CoverOf(GrowingNode node) => (float)(Gradient.HessianOf(node.Total) * units.Hessian);
}
