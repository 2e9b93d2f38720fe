namespace Levain.Tables.Statistics;

/// <summary>Counts keys: each of them while they are few, the frequent ones and the ranks of all when they become too many.</summary>
internal sealed class KeyCounts(KeyScale scale, int limit)
{
    // Fits the second-level cache with its scratch.
    private const int Block = 1 << 15;

    private readonly long[] block = new long[Block], scratch = new long[Block];
    private int used;
    private long lowest = long.MaxValue, highest = long.MinValue;
    private SortedRun recent = SortedRun.Empty, run = SortedRun.Empty;
    private DistinctSketch? distinct;
    private RankSketch? ranks;
    private Moments? moments;

    /// <summary>By how much counts are too small at most.</summary>
    public long Lost { get; private set; }

    public bool IsExact => ranks is null;

    public void Add(long key)
    {
        block[used++] = key;
        if (used == Block) Flush();
    }

    public KeySummary? Finish(Func<long, double> mean)
    {
        Flush();
        Join();
        if (run.Length == 0 && IsExact) return null;
        var all = ranks?.ToRun() ?? run;
        var centre = mean(all.Total);
        if (moments is null)
        {
            moments = new Moments(centre);
            moments.Add(run, scale);
        }

        return new KeySummary(all, run, Lost, lowest, highest, distinct?.Estimate ?? run.Length, moments.Deviation);
    }

    private void Flush()
    {
        if (used == 0) return;
        var filled = block.AsSpan(0, used);
        KeySort.Sort(filled, scratch);
        (lowest, highest) = (Math.Min(lowest, filled[0]), Math.Max(highest, filled[^1]));
        recent = recent.With(SortedRun.Of(filled));
        used = 0;
        // Small runs are joined to small ones first: the long one is gone through only when it grows by a half.
        if (recent.Length >= Math.Max(Block, run.Length / 2)) Join();
    }

    private void Join()
    {
        if (!IsExact) Estimate(recent);
        run = run.With(recent);
        recent = SortedRun.Empty;
        if (run.Length <= limit) return;
        if (IsExact)
        {
            moments = new Moments(Centre());
            (distinct, ranks) = (new DistinctSketch(), new RankSketch());
            Estimate(run);
        }

        run = run.Heaviest(limit / 2, out var lost);
        Lost += lost;
    }

    private void Estimate(SortedRun added)
    {
        foreach (var key in added.Keys) distinct!.Add(StableHash.Of(key));
        ranks!.Add(added);
        moments!.Add(added, scale);
    }

    // The median of what has been seen: no outlier draws it away.
    private double Centre() => scale.Number(new RankWalk(run).KeyAt(run.Total / 2));
}

/// <summary>What was counted.</summary>
/// <param name="All">Every key, or what stands for them.</param>
/// <param name="Frequent">The keys with their counts; only the frequent ones when there were too many.</param>
internal sealed record KeySummary(SortedRun All, SortedRun Frequent, long Lost, long Lowest, long Highest, long Distinct, double Deviation);
