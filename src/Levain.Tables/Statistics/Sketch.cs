namespace Levain.Tables.Statistics;

/// <summary>A distribution in some two thousand numbers, in the shape of a KLL sketch: a number of level n stands for 2ⁿ values.</summary>
/// <remarks>
/// Made from sorted values, not by chance: every 2ⁿth of them is taken, from the middle of its stretch, so that ranks are off by half a stretch at most, 0.03 % of the values.
/// What is left over at the upper end goes to lower levels, so that the weights are the number of values exactly.
/// </remarks>
public sealed record Sketch(IReadOnlyList<IReadOnlyList<double>> Levels)
{
    /// <summary>About how many numbers a sketch has.</summary>
    public const int Size = 2048;

    /// <summary>How much smaller a level is than the one above it. Of no meaning for a sketch that is made from sorted values, but readers of the format look for it.</summary>
    public const double Shrinking = 0.64;

    internal static Sketch Of(SortedRun run, Func<long, double> number)
    {
        var top = 0;
        while (run.Total >> top > Size) top++;
        var levels = new double[top + 1][];
        var walk = new RankWalk(run);
        long rank = 0;
        for (var level = top; level >= 0; level--)
        {
            // The top level as often as it fits, those below it at most once each.
            var stretches = (run.Total - rank) >> level;
            levels[level] = new double[stretches];
            for (var i = 0; i < stretches; i++, rank += 1L << level) levels[level][i] = number(walk.KeyAt(rank + ((1L << level) >> 1)));
        }

        return new(levels);
    }

    /// <summary>The numbers in ascending order, each with what it stands for.</summary>
    public IReadOnlyList<(double Value, double Weight)> Weighted()
    {
        var all = new List<(double Value, double Weight)>();
        for (var level = 0; level < Levels.Count; level++)
            foreach (var value in Levels[level]) all.Add((value, double.ScaleB(1, level)));
        all.Sort((left, right) => left.Value.CompareTo(right.Value));
        return all;
    }

    public bool Equals(Sketch? other) =>
        other is not null && Levels.Count == other.Levels.Count && Levels.Zip(other.Levels).All(pair => pair.First.SequenceEqual(pair.Second));

    public override int GetHashCode() => Levels.Count == 0 ? 0 : HashCode.Combine(Levels.Count, Levels[^1].Count);
}
