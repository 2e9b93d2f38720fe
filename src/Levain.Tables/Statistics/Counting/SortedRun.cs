namespace Levain.Tables.Statistics;

/// <summary>Keys in ascending order, and how often each of them stands there.</summary>
internal sealed class SortedRun
{
    private readonly long[] keys, counts;

    private SortedRun(long[] keys, long[] counts, int length)
    {
        (this.keys, this.counts, Length) = (keys, counts, length);
        foreach (var count in Counts) Total += count;
    }

    public static SortedRun Empty { get; } = new([], [], 0);

    /// <summary>How many different keys there are.</summary>
    public int Length { get; }

    /// <summary>How many keys there are, each as often as it stands there.</summary>
    public long Total { get; }

    public ReadOnlySpan<long> Keys => keys.AsSpan(0, Length);

    public ReadOnlySpan<long> Counts => counts.AsSpan(0, Length);

    public static SortedRun Of(ReadOnlySpan<long> sorted)
    {
        var different = sorted.IsEmpty ? 0 : 1;
        for (var i = 1; i < sorted.Length; i++) if (sorted[i] != sorted[i - 1]) different++;
        var (keys, counts) = (new long[different], new long[different]);
        var at = -1;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1]) keys[++at] = sorted[i];
            counts[at]++;
        }

        return new(keys, counts, different);
    }

    /// <summary>Keys with their weights, in any order.</summary>
    public static SortedRun Of(long[] keys, long[] weights)
    {
        Array.Sort(keys, weights);
        var length = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            if (length > 0 && keys[length - 1] == keys[i]) weights[length - 1] += weights[i];
            else (keys[length], weights[length++]) = (keys[i], weights[i]);
        }

        return new(keys, weights, length);
    }

    public SortedRun With(SortedRun other)
    {
        if (Length == 0) return other;
        if (other.Length == 0) return this;
        var (merged, amounts) = (new long[Length + other.Length], new long[Length + other.Length]);
        int left = 0, right = 0, at = 0;
        while (left < Length && right < other.Length)
        {
            var (mine, others) = (keys[left], other.keys[right]);
            var amount = mine <= others ? counts[left++] : 0;
            if (others <= mine) amount += other.counts[right++];
            (merged[at], amounts[at++]) = (Math.Min(mine, others), amount);
        }

        at = Rest(keys, counts, left, Length, merged, amounts, at);
        at = Rest(other.keys, other.counts, right, other.Length, merged, amounts, at);
        return new(merged, amounts, at);
    }

    /// <summary>At most so many keys: the most frequent ones. Every count is smaller than the true one by at most <paramref name="lost"/>.</summary>
    /// <remarks>Misra and Gries: what the first key beyond the limit counts is taken from all, which after n keys in all is at most n / (<paramref name="most"/> + 1).</remarks>
    public SortedRun Heaviest(int most, out long lost)
    {
        lost = 0;
        if (Length <= most) return this;
        var ordered = Counts.ToArray();
        Array.Sort(ordered);
        lost = ordered[^(most + 1)];
        var (kept, amounts) = (new List<long>(), new List<long>());
        for (var i = 0; i < Length; i++)
        {
            if (counts[i] <= lost) continue;
            kept.Add(keys[i]);
            amounts.Add(counts[i] - lost);
        }

        return new([.. kept], [.. amounts], kept.Count);
    }

    private static int Rest(long[] keys, long[] counts, int from, int to, long[] merged, long[] amounts, int at)
    {
        Array.Copy(keys, from, merged, at, to - from);
        Array.Copy(counts, from, amounts, at, to - from);
        return at + to - from;
    }
}
