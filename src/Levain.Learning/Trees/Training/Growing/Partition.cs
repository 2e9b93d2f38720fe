using System.Numerics;
using System.Runtime.Intrinsics;

namespace Levain.Learning.Training;

/// <summary>Sends the rows of nodes to their children, in the order that they had.</summary>
internal sealed unsafe class Partition(BinnedMatrix matrix, Crew crew)
{
    private const int BlockRows = 8192, BlockWords = BlockRows / 64;

    private ulong[] marks = [];

    /// <summary>Moves the rows of each node into the other buffer, left ones first, and says how many went left.</summary>
    public int[] Run(IReadOnlyList<GrowingNode> nodes, ulong*[] buffers)
    {
        var blocks = new List<(int Node, int Start, int Count)>();
        for (var node = 0; node < nodes.Count; node++)
        {
            for (var start = 0; start < nodes[node].Count; start += BlockRows) blocks.Add((node, nodes[node].Start + start, Math.Min(BlockRows, nodes[node].Count - start)));
        }

        if (marks.Length < blocks.Count * BlockWords) marks = new ulong[blocks.Count * BlockWords];
        var lefts = new int[blocks.Count];
        var rows = nodes.Sum(node => (long)node.Count);
        crew.Run(blocks.Count, 2 * rows, (block, _) =>
        {
            var (node, start, count) = blocks[block];
            lefts[block] = Mark(nodes[node].Split, buffers[nodes[node].Buffer] + start, count, marks.AsSpan(block * BlockWords, BlockWords));
        });

        var total = new int[nodes.Count];
        for (var block = 0; block < blocks.Count; block++) total[blocks[block].Node] += lefts[block];
        var targets = new (int Left, int Right)[blocks.Count];
        for (int block = 0, left = 0, right = 0; block < blocks.Count; block++)
        {
            var node = blocks[block].Node;
            if (block == 0 || blocks[block - 1].Node != node) (left, right) = (nodes[node].Start, nodes[node].Start + total[node]);
            targets[block] = (left, right);
            left += lefts[block];
            right += blocks[block].Count - lefts[block];
        }

        crew.Run(blocks.Count, 2 * rows, (block, _) =>
        {
            var (node, start, count) = blocks[block];
            ulong* from = buffers[nodes[node].Buffer] + start, to = buffers[1 - nodes[node].Buffer];
            Move(from, count, marks.AsSpan(block * BlockWords, BlockWords), to + targets[block].Left, to + targets[block].Right);
        });
        return total;
    }

    /// <summary>One bit for each row, set when it goes left.</summary>
    private int Mark(in Split split, ulong* rows, int count, Span<ulong> marks)
    {
        var left = stackalloc byte[256];
        split.Sides(matrix.Profiles[split.Feature].Cuts, left);
        var total = 0;
        for (var start = 0; start < count; start += 64)
        {
            var word = count - start >= 64 && !split.IsCategory && Hardware.HasGather && matrix.IsDense(split.Feature) ? Sides64(split, rows + start) : Sides(split.Feature, rows + start, Math.Min(64, count - start), left);
            marks[start / 64] = word;
            total += BitOperations.PopCount(word);
        }

        return total;
    }

    /// <summary>The same for 64 rows at once by a threshold, eight at a time.</summary>
    private ulong Sides64(in Split split, ulong* rows)
    {
        var column = (int*)matrix.Column(split.Feature);
        // What is missing has the last bin: sent left, it is the one above the threshold that goes there.
        var (last, missing) = (Vector256.Create(split.Bin), Vector256.Create(split.MissingLeft ? matrix.Profiles[split.Feature].Cuts.Missing : -1));
        var word = 0ul;
        for (var i = 0; i < 64; i += 8)
        {
            var numbers = Vector256.Narrow(Vector256.Load(rows + i), Vector256.Load(rows + i + 4)).AsInt32();
            var bins = Hardware.Gather(column, numbers) & Vector256.Create(0xff);
            var left = Vector256.LessThanOrEqual(bins, last) | Vector256.Equals(bins, missing);
            word |= (ulong)left.ExtractMostSignificantBits() << i;
        }

        return word;
    }

    private ulong Sides(int feature, ulong* rows, int count, byte* left)
    {
        var word = 0ul;
        if (matrix.IsDense(feature))
        {
            var column = matrix.Column(feature);
            for (var i = 0; i < count; i++) word |= (ulong)left[column[Gradient.RowOf(rows[i])]] << i;
        }
        else if (matrix.SparseColumnOf(feature) is { } sparse)
        {
            for (var i = 0; i < count; i++) word |= (ulong)left[sparse.BinOf(Gradient.RowOf(rows[i]))] << i;
        }
        else
        {
            for (var i = 0; i < count; i++) word |= (ulong)left[matrix.SparseBinOf(Gradient.RowOf(rows[i]), feature)] << i;
        }

        return word;
    }

    private static void Move(ulong* rows, int count, ReadOnlySpan<ulong> marks, ulong* left, ulong* right)
    {
        for (var start = 0; start < count; start += 64, rows += 64)
        {
            var word = marks[start / 64];
            var all = count - start >= 64 ? ulong.MaxValue : (1ul << (count - start)) - 1;
            for (var lefts = word; lefts != 0; lefts &= lefts - 1) *left++ = rows[BitOperations.TrailingZeroCount(lefts)];
            for (var rights = all & ~word; rights != 0; rights &= rights - 1) *right++ = rows[BitOperations.TrailingZeroCount(rights)];
        }
    }
}
