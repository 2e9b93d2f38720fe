using System.Numerics;

namespace Levain.Learning.Training;

/// <summary>The rows in which a sparse feature has another than the common bin: a bit for each row, and the bins of those whose bit is set.</summary>
internal readonly unsafe struct SparseColumn(ulong* marks, int* ranks, byte* bins, int common)
{
    /// <summary>How many rows before the first of a word have their bit set, and what bin the next ones have.</summary>
    public int BinOf(int row)
    {
        var (word, bit) = (row >>> 6, 1ul << row);
        return (marks[word] & bit) == 0 ? common : bins[ranks[word] + BitOperations.PopCount(marks[word] & (bit - 1))];
    }
}
