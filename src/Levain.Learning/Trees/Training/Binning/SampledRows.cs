using Levain.Numerics;

namespace Levain.Learning.Training;

/// <summary>Which of many occurrences the cuts are found from: all, or one of each stretch of equal length.</summary>
internal static class SampledRows
{
    /// <summary>Of 255 bins, each then has 514 of these rows, and its ends are off by a few hundredths of the rows in it.</summary>
    public const int Most = 1 << 17;

    public static int[] Of(int count)
    {
        if (count <= Most) return [.. Enumerable.Range(0, count)];
        // One of each stretch, so that data which is sorted or periodic is covered evenly; its place in the stretch is random.
        var random = new CounterRandom(0x5eed0fb175);
        var rows = new int[Most];
        for (var i = 0; i < Most; i++)
        {
            var (start, end) = ((int)((long)count * i / Most), (int)((long)count * (i + 1) / Most));
            rows[i] = start + random.Below((ulong)i, end - start);
        }

        return rows;
    }
}
