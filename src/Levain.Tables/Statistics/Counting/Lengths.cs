namespace Levain.Tables.Statistics;

/// <summary>Shortest, longest and mean of lengths.</summary>
internal sealed class Lengths
{
    private long count, shortest = long.MaxValue, longest;
    private Int128 sum;

    public void Add(long length, long times)
    {
        (shortest, longest) = (Math.Min(shortest, length), Math.Max(longest, length));
        count += times;
        sum += (Int128)length * times;
    }

    public LengthStatistics? Finish() => count == 0 ? null : new(shortest, (double)sum / count, longest);
}
