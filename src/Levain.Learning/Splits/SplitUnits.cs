using Levain.Numerics;

namespace Levain.Learning.Splits;

/// <summary>What is drawn when a table is divided at random: rows, or groups of rows that stay together.</summary>
internal sealed class SplitUnits
{
    // 40 random bits order rows well enough, and take five passes of the sort instead of eight; of equal ones the first comes first.
    private const int Spare = 24;

    // The unit of each row; null when each row is one.
    private readonly RowKeys? groups;
    private readonly RowKeys strata;

    public SplitUnits(Table rows, IReadOnlyList<string> groupBy, string? stratifyBy)
    {
        if (groupBy.Count > 0 && stratifyBy is not null)
            throw new BuildException($"a split cannot keep the groups of `{groupBy[0]}` whole and have equal shares of `{stratifyBy}` as well", "take one of `GroupBy` and `StratifyBy`");
        groups = groupBy.Count > 0 ? RowKeys.Of(rows.Keys(groupBy), rows.RowCount) : null;
        Count = groups?.Count ?? rows.RowCount;
        strata = RowKeys.Of(stratifyBy is null ? [] : rows.Keys([stratifyBy]), Count);
    }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>How many rows each has.</summary>
    public int[] Sizes()
    {
        var sizes = new int[Count];
        if (groups is null) Array.Fill(sizes, 1);
        else foreach (var group in groups.Codes) sizes[group]++;
        return sizes;
    }

    /// <summary>The units in random order.</summary>
    /// <remarks>Sorted by a random word of their own, not shuffled: units that come later leave the others in their order.</remarks>
    public int[] Order(ulong seed)
    {
        var (units, words) = (new int[Count], new ulong[Count]);
        var random = new CounterRandom(seed);
        for (var unit = 0; unit < Count; unit++) (units[unit], words[unit]) = (unit, random.At((ulong)unit) >> Spare);
        RowOrder.Sort(units, words, [], descending: false);
        return units;
    }

    /// <summary>The units of each stratum in random order.</summary>
    public RowGroups Shuffled(ulong seed) => new(strata.Codes, strata.Count, Order(seed));

    /// <summary>For each row what its unit has.</summary>
    public T[] Spread<T>(T[] ofUnits) => groups is null ? ofUnits : Array.ConvertAll(groups.Codes, group => ofUnits[group]);
}
