namespace Levain.Tables.Statistics;

/// <summary>Goes along sorted keys and tells which one has a rank; ranks are asked for in ascending order.</summary>
internal struct RankWalk(SortedRun run)
{
    private int at;
    private long before;

    /// <param name="rank">From 0 on.</param>
    public long KeyAt(long rank)
    {
        while (at < run.Length - 1 && before + run.Counts[at] <= rank) before += run.Counts[at++];
        return run.Keys[at];
    }
}
