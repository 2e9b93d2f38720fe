using System.Numerics;
using System.Runtime.Intrinsics;

namespace Levain.Learning.Training;

/// <summary>Sends the rows of nodes to their children.</summary>
/// <remarks>
/// A thread divides some rows into memory of its own, and then copies both sides to where the next of the node's rows go: from its start on, and from its end back.
/// In which order stretches of rows come to lie there depends on the threads. Nothing else does: all that is made of rows are sums of whole numbers.
/// </remarks>
internal sealed unsafe class Partition(BinnedMatrix matrix, Crew crew) : IDisposable
{
    private const int BlockRows = 8192;

    // What is written to both sides and counted on one reaches past the last row.
    private const int SideRows = BlockRows + 8;

    private readonly NativeArray<ulong>?[] own = new NativeArray<ulong>?[crew.Threads];

    /// <summary>Moves the rows of each node into the other buffer, left ones first, and says how many went left.</summary>
    public int[] Run(IReadOnlyList<GrowingNode> nodes, ulong*[] buffers)
    {
        var blocks = new List<(int Node, int Start, int Count)>();
        var (lefts, rights) = (new int[nodes.Count], new int[nodes.Count]);
        var rows = 0L;
        for (var node = 0; node < nodes.Count; node++)
        {
            var (first, count) = (nodes[node].Start, nodes[node].Count);
            (lefts[node], rights[node]) = (first, first + count);
            rows += count;
            for (var start = 0; start < count; start += BlockRows) blocks.Add((node, first + start, Math.Min(BlockRows, count - start)));
        }

        crew.Run(blocks.Count, 3 * rows, (block, worker) =>
        {
            var (node, start, count) = blocks[block];
            ulong* from = buffers[nodes[node].Buffer] + start, to = buffers[1 - nodes[node].Buffer];
            var left = (own[worker] ??= new(2 * SideRows)).Start;
            var right = left + SideRows;
            var leftCount = Divide(nodes[node].Split, from, count, left, right);
            var rightCount = count - leftCount;
            new Span<ulong>(left, leftCount).CopyTo(new(to + Interlocked.Add(ref lefts[node], leftCount) - leftCount, leftCount));
            new Span<ulong>(right, rightCount).CopyTo(new(to + Interlocked.Add(ref rights[node], -rightCount), rightCount));
        });
        for (var node = 0; node < nodes.Count; node++) lefts[node] -= nodes[node].Start;
        return lefts;
    }

    private int Divide(in Split split, ulong* rows, int count, ulong* left, ulong* right)
    {
        var done = 0;
        var leftCount = 0;
        if (Hardware.HasGather && matrix.IsDense(split.Feature) && !split.IsCategory)
        {
            for (; done <= count - 64; done += 64)
            {
                var marks = Marks(split, rows + done);
                for (var lefts = marks; lefts != 0; lefts &= lefts - 1) left[leftCount++] = rows[done + BitOperations.TrailingZeroCount(lefts)];
                var rightCount = done + 64 - leftCount - BitOperations.PopCount(~marks);
                for (var rights = ~marks; rights != 0; rights &= rights - 1) right[rightCount++] = rows[done + BitOperations.TrailingZeroCount(rights)];
            }
        }

        var goesLeft = stackalloc byte[256];
        split.Sides(matrix.Profiles[split.Feature].Cuts, goesLeft);
        var column = matrix.IsDense(split.Feature) ? matrix.Column(split.Feature) : null;
        var sparse = column is null ? matrix.SparseColumnOf(split.Feature) : null;
        for (; done < count; done++)
        {
            var row = Gradient.RowOf(rows[done]);
            int side = goesLeft[column is not null ? column[row] : sparse?.BinOf(row) ?? matrix.SparseBinOf(row, split.Feature)];
            // Written to both sides, and counted on one: there is nothing to guess for the processor.
            left[leftCount] = right[done - leftCount] = rows[done];
            leftCount += side;
        }

        return leftCount;
    }

    /// <summary>One bit for each of 64 rows, set when it goes left by a threshold.</summary>
    private ulong Marks(in Split split, ulong* rows)
    {
        var column = (int*)matrix.Column(split.Feature);
        // What is missing has the last bin: sent left, it is the one above the threshold that goes there.
        var (last, missing) = (Vector256.Create(split.Bin), Vector256.Create(split.MissingLeft ? matrix.Profiles[split.Feature].Cuts.Missing : -1));
        var marks = 0ul;
        for (var i = 0; i < 64; i += 8)
        {
            var numbers = Vector256.Narrow(Vector256.Load(rows + i), Vector256.Load(rows + i + 4)).AsInt32();
            var bins = Hardware.Gather(column, numbers) & Vector256.Create(0xff);
            var left = Vector256.LessThanOrEqual(bins, last) | Vector256.Equals(bins, missing);
            marks |= (ulong)left.ExtractMostSignificantBits() << i;
        }

        return marks;
    }

    public void Dispose()
    {
        foreach (var sides in own) sides?.Dispose();
    }
}
