using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Levain.Learning.Scoring;

/// <summary>Shallow trees of thresholds, each filled up to the same depth: the children of place i stand at 2i and 2i + 1, so a walk has no branch.</summary>
/// <remarks>Place 1 is the root, place 0 is unused. All bounds were checked when the trees were flattened: the walks do not check them again.</remarks>
internal sealed class CompleteTrees : FlatTrees
{
    /// <summary>Up to here a filled tree (2^depth nodes of 8 bytes) stays in the first cache.</summary>
    public const int MaxDepth = 8;

    /// <summary>Levels are answered in pairs.</summary>
    public const int MinDepth = 2;

    private readonly int depth;
    private readonly LaneWidth width;
    private readonly CompleteNode[] nodes;
    private readonly float[] values;
    private readonly int[] leaves;

    public CompleteTrees(ReadOnlySpan<Tree> trees, ReadOnlySpan<float> weights, int[] outputs, KeySlots slots, int depth, LaneWidth width) : base(outputs)
    {
        (this.depth, this.width) = (depth, depth <= LaneWidths.Deepest(width) ? width : LaneWidth.One);
        nodes = new CompleteNode[trees.Length << depth];
        values = new float[trees.Length << depth];
        leaves = new int[trees.Length << depth];
        for (var i = 0; i < trees.Length; i++) Fill(trees[i], weights.IsEmpty ? 1f : weights[i], slots, i << depth, 0, 1, 0);
    }

    public override void Add(ReadOnlySpan<int> keys, Span<float> margins)
    {
        ref var key = ref MemoryMarshal.GetReference(keys);
        ref var tree = ref MemoryMarshal.GetArrayDataReference(nodes);
        ref var value = ref MemoryMarshal.GetArrayDataReference(values);
        var (count, step) = (Outputs.Length, (nuint)1 << depth);
        var sum = OneOutput ? margins[0] : 0f;
        var i = 0;
        for (; i + 4 <= count; i += 4)
        {
            ref var second = ref Unsafe.Add(ref tree, step);
            ref var third = ref Unsafe.Add(ref tree, 2 * step);
            ref var fourth = ref Unsafe.Add(ref tree, 3 * step);
            nuint a = 1, b = 1, c = 1, d = 1;
            for (var level = depth; level > 0; level--)
            {
                a = Next(ref tree, ref key, a, 1, 0);
                b = Next(ref second, ref key, b, 1, 0);
                c = Next(ref third, ref key, c, 1, 0);
                d = Next(ref fourth, ref key, d, 1, 0);
            }

            // Place 2^depth + leaf, so the value of the leaf stands `step` before it.
            if (OneOutput)
            {
                sum += Unsafe.Add(ref value, a - step);
                sum += Unsafe.Add(ref value, b);
                sum += Unsafe.Add(ref value, c + step);
                sum += Unsafe.Add(ref value, d + 2 * step);
            }
            else
            {
                margins[Outputs[i]] += Unsafe.Add(ref value, a - step);
                margins[Outputs[i + 1]] += Unsafe.Add(ref value, b);
                margins[Outputs[i + 2]] += Unsafe.Add(ref value, c + step);
                margins[Outputs[i + 3]] += Unsafe.Add(ref value, d + 2 * step);
            }

            tree = ref Unsafe.Add(ref tree, 4 * step);
            value = ref Unsafe.Add(ref value, 4 * step);
        }

        if (OneOutput) margins[0] = sum;
        for (; i < count; i++) margins[Outputs[i]] += values[Place(i, keys, 1)];
    }

    [SkipLocalsInit]
    public override void AddBlock(ReadOnlySpan<int> keys, int count, int outputCount, Span<float> margins)
    {
        Span<float> values = stackalloc float[KeySlots.Block << (MaxDepth - 2)];
        for (var i = 0; i < Outputs.Length; i++)
        {
            Values(i, keys, count, values);
            if (OneOutput) AddEach(margins, values[..count]);
            else
                for (int row = 0, at = Outputs[i]; row < count; row++, at += outputCount) margins[at] += values[row];
        }
    }

    private static void AddEach(Span<float> margins, ReadOnlySpan<float> values)
    {
        var row = 0;
        for (; row + 8 <= values.Length; row += 8) (Vector256.Create<float>(margins.Slice(row, 8)) + Vector256.Create(values.Slice(row, 8))).CopyTo(margins[row..]);
        for (; row < values.Length; row++) margins[row] += values[row];
    }

    private void Values(int tree, ReadOnlySpan<int> keys, int count, Span<float> values)
    {
        var nodes = this.nodes.AsSpan(tree << depth, 1 << depth);
        var leaves = this.values.AsSpan(tree << depth, 1 << depth);
        switch (width)
        {
            case LaneWidth.Sixteen: CompleteLanes<SixteenRows>.Choose(nodes, leaves, keys, count, values); break;
            case LaneWidth.Eight: CompleteLanes<EightRows>.Choose(nodes, leaves, keys, count, values); break;
            case LaneWidth.Four: CompleteLanes<FourRows>.Choose(nodes, leaves, keys, count, values); break;
            default: Walk(nodes, leaves, keys, count, values); break;
        }
    }

    // Four rows at a time: while one waits for memory the others go on.
    private void Walk(ReadOnlySpan<CompleteNode> nodes, ReadOnlySpan<float> leaves, ReadOnlySpan<int> keys, int count, Span<float> values)
    {
        ref var tree = ref MemoryMarshal.GetReference(nodes);
        for (var row = 0; row < count; row += 4)
        {
            ref var key = ref Unsafe.Add(ref MemoryMarshal.GetReference(keys), row);
            nuint a = 1, b = 1, c = 1, d = 1;
            for (var level = depth; level > 0; level--)
            {
                a = Next(ref tree, ref key, a, KeySlots.Block, 0);
                b = Next(ref tree, ref key, b, KeySlots.Block, 1);
                c = Next(ref tree, ref key, c, KeySlots.Block, 2);
                d = Next(ref tree, ref key, d, KeySlots.Block, 3);
            }

            var step = 1 << depth;
            (values[row], values[row + 1], values[row + 2], values[row + 3]) = (leaves[(int)a - step], leaves[(int)b - step], leaves[(int)c - step], leaves[(int)d - step]);
        }
    }

    protected override int Leaf(int tree, ReadOnlySpan<int> keys, int stride) => leaves[Place(tree, keys, stride)];

    private int Place(int tree, ReadOnlySpan<int> keys, int stride)
    {
        ref var node = ref nodes[tree << depth];
        nuint at = 1;
        for (var level = depth; level > 0; level--) at = Next(ref node, ref MemoryMarshal.GetReference(keys), at, (nuint)stride, 0);
        return (tree << depth) + (int)at - (1 << depth);
    }

    // The sign of last - key is 1 where the key is beyond the last that goes left.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Next(ref CompleteNode tree, ref int keys, nuint at, nuint stride, nuint row)
    {
        ref var node = ref Unsafe.Add(ref tree, at);
        return 2 * at + (nuint)((ulong)((long)node.Last - Unsafe.Add(ref keys, node.Slot * stride + row)) >> 63);
    }

    // Below a leaf all places lead to its value.
    private void Fill(Tree tree, float weight, KeySlots slots, int start, int from, int at, int level)
    {
        var node = tree.Nodes[from];
        if (level == depth)
        {
            (values[start + at - (1 << depth)], leaves[start + at - (1 << depth)]) = (node.Value * weight, from);
            return;
        }

        nodes[start + at] = node.IsLeaf ? new(int.MaxValue, 0) : new(OrderKey.LastLeft(node.Value), (uint)slots.Of(node));
        Fill(tree, weight, slots, start, node.IsLeaf ? from : node.Left, 2 * at, level + 1);
        Fill(tree, weight, slots, start, node.IsLeaf ? from : node.Right, 2 * at + 1, level + 1);
    }
}
