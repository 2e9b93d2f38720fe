using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Levain.Learning.Scoring;

/// <summary>Trees of any depth and any question: siblings stand together, and a leaf leads to itself, so several walks go on until the last has arrived.</summary>
/// <remarks>All bounds were checked when the trees were flattened: the walks do not check them again.</remarks>
internal sealed class BranchingTrees : FlatTrees
{
    private readonly int[] roots;
    private readonly Node[] nodes;
    private readonly float[] values;
    private readonly int[] numbers;
    private readonly CategoryBits categories = new();
    private readonly SmallSets smallSets = new();
    private readonly bool sets, areSmall;

    public BranchingTrees(ReadOnlySpan<Tree> trees, ReadOnlySpan<float> weights, int[] outputs, KeySlots slots) : base(outputs)
    {
        var size = 0;
        roots = new int[trees.Length];
        for (var i = 0; i < trees.Length; i++) (roots[i], size) = (size, size + trees[i].Nodes.Length);
        (nodes, values, numbers) = (new Node[size], new float[size], new int[size]);
        areSmall = AreSmall(trees);
        for (var i = 0; i < trees.Length; i++) Fill(trees[i], weights.IsEmpty ? 1f : weights[i], slots, roots[i]);
        sets = Array.Exists(nodes, node => node.Categories >= 0);
        categories.Freeze();
        smallSets.Freeze();
    }

    public override void Add(ReadOnlySpan<int> keys, Span<float> margins)
    {
        if (sets && areSmall) Add<ThresholdsAndSmallSets>(keys, margins);
        else if (sets) Add<ThresholdsAndSets>(keys, margins);
        else Add<ThresholdsOnly>(keys, margins);
    }

    public override void AddBlock(ReadOnlySpan<int> keys, int count, int outputCount, Span<float> margins)
    {
        if (sets && areSmall) AddBlock<ThresholdsAndSmallSets>(keys, count, outputCount, margins);
        else if (sets) AddBlock<ThresholdsAndSets>(keys, count, outputCount, margins);
        else AddBlock<ThresholdsOnly>(keys, count, outputCount, margins);
    }

    private void Add<TKind>(ReadOnlySpan<int> keys, Span<float> margins) where TKind : struct, IQuestionKind
    {
        ref var key = ref MemoryMarshal.GetReference(keys);
        ref var node = ref MemoryMarshal.GetArrayDataReference(nodes);
        var i = 0;
        for (; i + 4 <= roots.Length; i += 4)
        {
            int a = roots[i], b = roots[i + 1], c = roots[i + 2], d = roots[i + 3], moved;
            do
            {
                var (na, nb, nc, nd) = (Next<TKind>(ref node, ref key, a, 1, 0), Next<TKind>(ref node, ref key, b, 1, 0), Next<TKind>(ref node, ref key, c, 1, 0), Next<TKind>(ref node, ref key, d, 1, 0));
                moved = (a ^ na) | (b ^ nb) | (c ^ nc) | (d ^ nd);
                (a, b, c, d) = (na, nb, nc, nd);
            }
            while (moved != 0);

            margins[Outputs[i]] += values[a];
            margins[Outputs[i + 1]] += values[b];
            margins[Outputs[i + 2]] += values[c];
            margins[Outputs[i + 3]] += values[d];
        }

        for (; i < roots.Length; i++) margins[Outputs[i]] += values[Place(i, keys, 1)];
    }

    private void AddBlock<TKind>(ReadOnlySpan<int> keys, int count, int outputCount, Span<float> margins) where TKind : struct, IQuestionKind
    {
        ref var node = ref MemoryMarshal.GetArrayDataReference(nodes);
        Span<float> added = stackalloc float[KeySlots.Block];
        for (var i = 0; i < roots.Length; i++)
        {
            for (var row = 0; row < count; row += 4)
            {
                ref var key = ref Unsafe.Add(ref MemoryMarshal.GetReference(keys), row);
                int a = roots[i], b = a, c = a, d = a, moved;
                do
                {
                    var (na, nb, nc, nd) = (Next<TKind>(ref node, ref key, a, KeySlots.Block, 0), Next<TKind>(ref node, ref key, b, KeySlots.Block, 1), Next<TKind>(ref node, ref key, c, KeySlots.Block, 2), Next<TKind>(ref node, ref key, d, KeySlots.Block, 3));
                    moved = (a ^ na) | (b ^ nb) | (c ^ nc) | (d ^ nd);
                    (a, b, c, d) = (na, nb, nc, nd);
                }
                while (moved != 0);

                (added[row], added[row + 1], added[row + 2], added[row + 3]) = (values[a], values[b], values[c], values[d]);
            }

            for (int row = 0, at = Outputs[i]; row < count; row++, at += outputCount) margins[at] += added[row];
        }
    }

    protected override int Leaf(int tree, ReadOnlySpan<int> keys, int stride) => numbers[Place(tree, keys, stride)];

    private int Place(int tree, ReadOnlySpan<int> keys, int stride)
    {
        ref var node = ref MemoryMarshal.GetArrayDataReference(nodes);
        var at = roots[tree];
        for (var before = -1; before != at;)
        {
            ref var keysOfRow = ref MemoryMarshal.GetReference(keys);
            (before, at) = (at, areSmall ? Next<ThresholdsAndSmallSets>(ref node, ref keysOfRow, at, stride, 0) : Next<ThresholdsAndSets>(ref node, ref keysOfRow, at, stride, 0));
        }

        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Next<TKind>(ref Node nodes, ref int keys, int at, int stride, int row) where TKind : struct, IQuestionKind
    {
        ref var node = ref Unsafe.Add(ref nodes, at);
        return Next<TKind>(ref node, Unsafe.Add(ref keys, (nint)node.Slot * stride + row));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Next<TKind>(ref Node node, int key) where TKind : struct, IQuestionKind
    {
        // The sign of last - key is 1 where the key is beyond the last that goes left.
        var beyond = (int)((ulong)((long)node.Last - key) >> 63);
        if (!TKind.Sets) return node.Left + beyond;
        if (!TKind.AreSmall) return node.Left + (node.Categories < 0 ? beyond : categories.Holds(node.Categories, key) ? 1 : 0);

        // All ones for a threshold: both kinds of question are answered, and one answer counts.
        var threshold = node.Categories >> 31;
        return node.Left + ((beyond & threshold) | (smallSets.Holds(node.Categories & ~threshold, key) & ~threshold));
    }

    private static bool AreSmall(ReadOnlySpan<Tree> trees)
    {
        foreach (var tree in trees)
        {
            foreach (var set in tree.CategorySets)
            {
                if (set.Length > 0 && set[^1] >= SmallSets.Codes) return false;
            }
        }

        return true;
    }

    // Breadth first: what is asked often stands together.
    private void Fill(Tree tree, float weight, KeySlots slots, int root)
    {
        var queue = new Queue<(int From, int To)>([(0, root)]);
        var free = root + 1;
        while (queue.TryDequeue(out var place))
        {
            var node = tree.Nodes[place.From];
            numbers[place.To] = place.From;
            if (node.IsLeaf)
            {
                (nodes[place.To], values[place.To]) = (new(int.MaxValue, 0, place.To, -1), node.Value * weight);
                continue;
            }

            var codes = node.IsCategorical ? tree.CategorySets[node.Categories].AsSpan() : [];
            var set = !node.IsCategorical ? -1 : areSmall ? smallSets.Add(codes) : categories.Add(codes);
            nodes[place.To] = new(OrderKey.LastLeft(node.Value), slots.Of(node), free, set);
            queue.Enqueue((node.Left, free));
            queue.Enqueue((node.Right, free + 1));
            free += 2;
        }
    }

    private readonly record struct Node(int Last, int Slot, int Left, int Categories);
}
